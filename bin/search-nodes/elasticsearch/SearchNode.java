import java.nio.file.Path;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;

/** One Elasticsearch node on the loopback address: SearchNode HOME FOLDER PORT. */
public class SearchNode {

    public static void main(String[] arguments) throws Exception {
        LogConfigurator.registerErrorListener();
        LogConfigurator.configureESLogging();
        Settings settings = Settings.builder()
            .put("path.home", arguments[0])
            .put("path.data", arguments[1] + "/data")
            .put("path.logs", arguments[1] + "/logs")
            .put("http.port", arguments[2])
            .put("network.host", "127.0.0.1")
            .put("node.name", "search-node")
            .put("cluster.name", "search-node")
            .put("discovery.type", "single-node")
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
        Node node = new Node(new Environment(settings, Path.of(arguments[0], "config")));
        node.start();
        Thread.currentThread().join();
    }
}
