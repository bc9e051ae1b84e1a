package io.provisioning.extensionregistry.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests that no route may see, by name. Generated from tables of what can be wrong with each part. */
final class MalformedRequests {
    private static final List<String> BAD_PIECES = List.of(
            "%",
            "%%",
            "%2",
            "%zz",
            "%0g",
            "%u0041",
            "%-1",
            "%00",
            "a%00b",
            "%0a",
            "%0d%0aSet-Cookie:x",
            "%7f",
            "%1b",
            "%c3",
            "%c3%28",
            "%80",
            "%ff",
            "%fe%ff",
            "%c0%af",
            "%e0%80%af",
            "%ed%a0%80",
            "%f8%88%80%80%80",
            "%f4%90%80%80",
            "%c2%85",
            "\u0001",
            "\u007f",
            "\u00e9",
            "\u00ff");
    private static final List<String> BAD_PATHS = List.of(
            "/json/..",
            "/json/.",
            "/../json",
            "/./json",
            "/json/../json",
            "/%2e%2e/json",
            "/.%2e/json",
            "/%2E./json",
            "/json/%2e",
            "/echo/..%2f..%2fjson",
            "/echo/%2e%2e%2fetc%2fpasswd",
            "/json\\..\\json",
            "/..\\json",
            "\\json",
            "json",
            "*",
            "?q=a",
            "#json",
            "http:/json",
            "ftp://localhost/json",
            "file:///etc/passwd",
            "http://localhost",
            "http://localhost/nothing",
            "https://evil.example.com/nothing",
            "http://",
            "://x/json",
            "//json/../../x",
            "localhost:80",
            "javascript:alert(1)",
            "");
    private static final List<String> BAD_METHODS = List.of(
            "TRACE",
            "CONNECT",
            "BREW",
            "get",
            "Get",
            "PROPFIND",
            "MKCOL",
            "LOCK",
            "PURGE",
            "DEBUG",
            "X",
            "G-E-T",
            "GETGETGETGETGETGETGET",
            "DELETE",
            "PUT",
            "PATCH",
            "G(ET",
            "G@T",
            "PRI");
    private static final List<String> BAD_HEADERS = List.of(
            "Content-Length: -1",
            "Content-Length: abc",
            "Content-Length: 1e3",
            "Content-Length: +5",
            "Content-Length: 99999999999999999999",
            "Content-Length: 5, 6",
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: 0x10",
            "Content-Length: 99999",
            "Content-Length: 9223372036854775807",
            "Content-Type: text/plain; charset=bogus",
            "Content-Type: text/plain; charset=\"%%\"",
            "Bad\u0000Name: x",
            "Bad Name: x",
            ": no name",
            "No colon",
            "X: a\u0000b",
            "X : before the colon",
            "X: a\rb",
            "\u0001: x",
            "Bad(Name): x",
            "Bad@Name: x",
            "Bad\u00e9: x",
            "Transfer-Encoding: nonsense\r\nX",
            "Accept: text/html",
            "Accept: image/*",
            "Accept: application/json;q=0",
            "Accept: */*;q=0",
            "Accept: application/json;q=0, */*;q=0.0",
            "Accept: ///",
            "Accept: application",
            "Accept: ;;;",
            "Accept: application/json;q=x",
            "Accept: text/html;q=1, application/xml",
            "Accept: ,,text/plain,,",
            "Accept: application/jsonx",
            "Accept: json",
            "Accept: application/*;q=0");
    private static final List<String> BAD_VERSIONS = List.of(
            "",
            " ",
            " HTTP",
            " HTTP/",
            " HTTP/1",
            " HTTP/1.",
            " HTTP/9.9",
            " HTTP/2.0",
            " HTTP/3",
            " http/1.1x",
            " HTTPS/1.1",
            " ICY/1.1",
            " HTTP/1.1 extra",
            " HTTP/-1.1",
            " HTTP/1.1.1",
            " HTTP/a.b",
            " XTTP/1.1");
    private static final List<String> BAD_CHUNKS = List.of(
            "zz\r\n",
            "-1\r\nx\r\n",
            "0x5\r\nhello\r\n",
            "5\r\nhelloworld\r\n0\r\n\r\n",
            "ffffffffffffffff\r\n",
            "80000000\r\n",
            "\r\n\r\n",
            "g\r\n",
            "7fffffff1\r\n",
            "5\nhello",
            " \r\n");
    private static final List<String> BAD_STARTS = List.of(
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\r\n\r\n",
            "SSH-2.0-OpenSSH_9.6\r\n\r\n",
            "GET\r\n\r\n",
            "GET /json\r\n\r\n",
            "GET\t/json/..\tHTTP/1.1\r\nHost: h\r\n\r\n",
            "/json GET HTTP/1.1\r\nHost: h\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n",
            "EHLO example.com\r\n\r\n",
            "{\"json\":true}\r\n\r\n",
            "*1\r\n$4\r\nPING\r\n",
            "GET /json HTTP/1.1\r\n\r\n",
            "GET /json HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET /json HTTP/1.1\r\nHost: h:port\r\n\r\n",
            "GET /json HTTP/1.1\r\nHost: h/../x\r\n\r\n",
            "GET /json HTTP/1.1\r\n continued: x\r\nHost\r\n\r\n",
            "GET http://[::1 HTTP/1.1\r\nHost: h\r\n\r\n");

    private MalformedRequests() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        BAD_PIECES.forEach(piece -> {
            put(all, "path " + piece, request("GET", "/echo/" + piece, "HTTP/1.1"));
            put(all, "query value " + piece, request("GET", "/json?q=" + piece, "HTTP/1.1"));
            put(all, "query name " + piece, request("GET", "/json?a=1&" + piece + "=x", "HTTP/1.1"));
        });
        BAD_PATHS.forEach(path -> put(all, "target " + path, request("GET", path, "HTTP/1.1")));
        BAD_METHODS.forEach(method -> put(all, "method " + method, request(method, "/json", "HTTP/1.1")));
        BAD_HEADERS.forEach(header -> put(all, "header " + header, request("GET", "/json", "HTTP/1.1\r\n" + header)));
        BAD_VERSIONS.forEach(version -> put(all, "version" + version, "GET /json" + version + "\r\nHost: h\r\n\r\n"));
        BAD_CHUNKS.forEach(chunk -> {
            put(all, "chunk " + chunk, request("GET", "/json", "HTTP/1.1\r\nTransfer-Encoding: chunked") + chunk);
            put(all, "post " + chunk, request("POST", "/upload", "HTTP/1.1\r\nTransfer-Encoding: chunked") + chunk);
        });
        BAD_STARTS.forEach(start -> put(all, "start " + start, start));
        oversized().forEach((name, text) -> put(all, name, text));
        return all;
    }

    private static Map<String, String> oversized() {
        String long3k = "a".repeat(3000);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("long query", request("GET", "/json?q=" + long3k, "HTTP/1.1"));
        all.put("long path", request("GET", "/" + long3k, "HTTP/1.1"));
        all.put("very long line", request("GET", "/json?q=" + "a".repeat(100_000), "HTTP/1.1"));
        all.put("a line without end", "GET /" + "a".repeat(50_000));
        all.put("long header", request("GET", "/json", "HTTP/1.1\r\nX-Long: " + "b".repeat(5000)));
        all.put("very long header", request("GET", "/json", "HTTP/1.1\r\nX-Long: " + "b".repeat(100_000)));
        all.put("many headers", request("GET", "/json", "HTTP/1.1" + "\r\nX-Many: 12345678".repeat(500)));
        all.put("long body of a GET", request("GET", "/json", "HTTP/1.1\r\nContent-Length: 5000") + "b".repeat(5000));
        all.put("long body", request("POST", "/upload", "HTTP/1.1\r\nContent-Length: 5000") + "b".repeat(5000));
        all.put(
                "long chunked body",
                request("POST", "/upload", "HTTP/1.1\r\nTransfer-Encoding: chunked")
                        + ("3e8\r\n" + "b".repeat(1000) + "\r\n").repeat(5) + "0\r\n\r\n");
        return all;
    }

    private static String request(String method, String target, String rest) {
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " " + rest, "Host: localhost", "", ""));
        return String.join("\r\n", lines);
    }

    private static void put(Map<String, byte[]> all, String name, String text) {
        all.put(name.replaceAll("\\p{Cntrl}", "~"), text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
