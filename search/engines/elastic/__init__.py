"""
Search on a server, Elasticsearch 8 or OpenSearch 2: `engine.Elastic`.

The client takes a quarter of a second to import, so only those import it whose settings name a server.
"""
