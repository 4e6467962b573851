"""The smallest application: it says what the web server made of a request."""

import json


def application(environ, start_response):
    told = {
        "method": environ["REQUEST_METHOD"],
        "script": environ["SCRIPT_NAME"],
        "path": environ["PATH_INFO"],
        "scheme": environ["wsgi.url_scheme"],
        "body": len(environ["wsgi.input"].read()),
    }
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(told).encode()]
