package io.provisioning.extensionregistry.it;

import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.TarGz;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/** Clients that ask for everything, all the time, and know what must be answered while sources fail. */
final class SoakLoad {
    /** Longer than anything may take: a request waits for a source at most the fan-out's timeout. */
    private static final Duration HANGS = Duration.ofSeconds(10);

    private static final long PAUSE_NANOS = Duration.ofMillis(15).toNanos();
    private static final int SHOWN = 20;
    private static final List<String> ONES =
            List.of("provider/aws", "provider/upcloud", "taskserv/kubernetes", "cluster/buildkit");
    private static final List<String> FILES = List.of(
            "/extensions/provider/aws/latest",
            "/extensions/provider/aws/1.0.0?source=oci",
            "/extensions/cluster/buildkit/0.2.0");
    private static final List<String> ABSENT = List.of(
            "/extensions/provider/nobody", "/extensions/provider/aws/7.7.7", "/extensions/cluster/aws/versions");
    private static final List<String> SYSTEM = List.of("/health", "/metrics", "/cache/stats", "/openapi.json");

    /** What one kind of request met. */
    record Row(Queue<Long> micros, Map<Integer, Integer> statuses) {
        Row() {
            this(new ConcurrentLinkedQueue<>(), new ConcurrentSkipListMap<>());
        }
    }

    private final PackagedRegistry registry;
    private final long seed;
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Row> rows = new ConcurrentSkipListMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean over;

    SoakLoad(PackagedRegistry registry, long seed) {
        this.registry = registry;
        this.seed = seed;
    }

    /** While all sources are well: waits until they are loaded, and remembers what is answered to everything. */
    void learn() {
        Eventually.until("both catalogues are loaded", () -> registry.get("/extensions")
                .headers()
                .firstValue("X-Registry-Sources")
                .orElse("")
                .matches("gitea;state=fresh;age=\\d+, oci;state=fresh;age=\\d+"));
        FILES.forEach(path -> files.put(path, bytes(path).body()));
        for (String path : catalogue()) {
            HttpResponse<String> answer = registry.get(path);
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " " + answer.statusCode() + " " + answer.body());
            }
            kept.put(path, answer.body());
        }
    }

    private static List<String> catalogue() {
        List<String> paths = new ArrayList<>(List.of(
                "/extensions",
                "/extensions?type=provider",
                "/extensions?limit=2&offset=1&sort=-published_at",
                "/extensions?source=gitea",
                "/extensions?source=oci",
                "/extensions/search?q=aws",
                "/extensions/search?q=provider&limit=1"));
        for (String one : ONES) {
            paths.add("/extensions/" + one);
            paths.add("/extensions/" + one + "/versions");
            paths.add("/extensions/" + one + "/resolve?constraint=*");
        }
        return paths;
    }

    /** The clients begin, each with a row of chances of its own. */
    void start(int many) {
        over = false;
        for (int i = 0; i < many; i++) {
            Random chance = new Random(seed + i);
            Thread client = new Thread(() -> run(chance), "soak-client-" + i);
            client.start();
            clients.add(client);
        }
    }

    void stop() throws InterruptedException {
        over = true;
        for (Thread client : clients) {
            client.join();
        }
        clients.clear();
    }

    /** What must not have happened, the first few. */
    List<String> failures() {
        return failures.stream().limit(SHOWN).toList();
    }

    Map<String, Row> rows() {
        return new TreeMap<>(rows);
    }

    private void run(Random chance) {
        while (!over) {
            int dice = chance.nextInt(100);
            if (dice < 80) {
                String path = any(List.copyOf(kept.keySet()), chance);
                catalogue(path, chance.nextInt(50) == 0);
            } else if (dice < 88) {
                file(any(FILES, chance));
            } else if (dice < 94) {
                absent(any(ABSENT, chance));
            } else {
                timed("system", any(SYSTEM, chance), (path, answer) -> answer.statusCode() == 200);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** What was answered once is answered always, and the same: the sources publish nothing. */
    private void catalogue(String path, boolean anew) {
        String[] headers = anew ? new String[] {"Cache-Control", "no-cache"} : new String[0];
        String kind = anew
                ? "no-cache"
                : path.replaceFirst("\\?.*", "").matches("/extensions(/search)?")
                        ? "list, search"
                        : path.matches("/extensions/[^/]+/[^/]+") ? "get" : "versions, resolve";
        timed(
                kind,
                path,
                (asked, answer) -> answer.statusCode() == 200 && answer.body().equals(kept.get(asked)),
                headers);
    }

    private void absent(String path) {
        timed("absent", path, (asked, answer) -> List.of(404, 502, 503, 504).contains(answer.statusCode()));
    }

    /** A file is right, or it does not arrive. */
    private void file(String path) {
        long began = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = bytes(path);
            note("download", answer.statusCode(), began);
            boolean right = TarGz.sha256(answer.body()).equals(TarGz.sha256(files.get(path)));
            if (answer.statusCode() == 200 ? !right : !List.of(502, 503, 504).contains(answer.statusCode())) {
                failed(path, answer.statusCode(), new String(answer.body(), StandardCharsets.ISO_8859_1));
            }
        } catch (UncheckedIOException e) {
            note("download", 0, began);
            if (System.nanoTime() - began > 2 * HANGS.toNanos()) {
                failed(path, 0, e.toString());
            }
        }
    }

    private HttpResponse<byte[]> bytes(String path) {
        return RunningRegistry.send(
                RunningRegistry.request(registry.url(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private interface Right {
        boolean is(String path, HttpResponse<String> answer);
    }

    private void timed(String kind, String path, Right right, String... headers) {
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer = RunningRegistry.send(
                    RunningRegistry.request(registry.url(path), headers).build(), HttpResponse.BodyHandlers.ofString());
            long took = note(kind, answer.statusCode(), began);
            if (!right.is(path, answer) || took > HANGS.toNanos()) {
                failed(
                        path + " after " + took / 1_000_000 + " ms",
                        answer.statusCode(),
                        answer.headers().firstValue("X-Registry-Sources").orElse("") + " "
                                + difference(kept.get(path), answer.body()));
            }
        } catch (UncheckedIOException e) {
            note(kind, 0, began);
            failed(path, 0, e.toString());
        }
    }

    /** From where an answer is not what it was before; all of it if there is nothing to compare it with. */
    private static String difference(String before, String now) {
        int at = before == null ? 0 : Arrays.mismatch(before.toCharArray(), now.toCharArray());
        return before == null || at < 0
                ? now
                : "…" + now.substring(Math.max(0, at - 100), Math.min(now.length(), at + 100)) + "… instead of …"
                        + before.substring(at, Math.min(before.length(), at + 100));
    }

    private long note(String kind, int status, long began) {
        long took = System.nanoTime() - began;
        Row row = rows.computeIfAbsent(kind, key -> new Row());
        row.micros().add(took / 1000);
        row.statuses().merge(status, 1, Integer::sum);
        return took;
    }

    private void failed(String path, int status, String text) {
        failures.add(path + " -> " + status + " " + text.substring(0, Math.min(text.length(), 400)));
    }

    private static String any(List<String> paths, Random chance) {
        return paths.get(chance.nextInt(paths.size()));
    }
}
