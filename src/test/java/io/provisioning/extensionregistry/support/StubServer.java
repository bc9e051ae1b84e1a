package io.provisioning.extensionregistry.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A scripted HTTP/1.1 server on a random port of the loopback interface, which can also break HTTP. It remembers what
 * it was asked. What no script matches is 404.
 */
public final class StubServer implements AutoCloseable {
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    private final Map<String, Deque<StubAnswer>> scripts = new ConcurrentHashMap<>();
    private final List<StubRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger answering = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int port;
    private volatile Function<StubRequest, StubAnswer> otherwise = request -> StubAnswer.status(404);
    private volatile SSLContext tls;
    private volatile ServerSocket listening;
    private volatile AutoCloseable held;

    private StubServer(SSLContext tls) {
        this.tls = tls;
        this.port = listen(0);
        PORTS.add(port);
    }

    /** Whether a stand-in of this process listens there. */
    static boolean isOne(URI address) {
        return PORTS.contains(address.getPort());
    }

    /** A server of plain HTTP. */
    public static StubServer start() {
        return new StubServer(null);
    }

    /** A server of HTTPS; its certificate must be for {@code 127.0.0.1}. */
    public static StubServer startTls(SSLContext tls) {
        return new StubServer(tls);
    }

    /** Answers a target (path and query as sent) with these, one after the other; the last one again and again. */
    public StubServer on(String target, StubAnswer... answers) {
        scripts.put(target, new ArrayDeque<>(Arrays.asList(answers)));
        return this;
    }

    /** Answers whatever has no script. */
    public StubServer otherwise(Function<StubRequest, StubAnswer> handler) {
        this.otherwise = handler;
        return this;
    }

    /** The address without a trailing slash. */
    public String url() {
        return (tls == null ? "http://" : "https://") + authority();
    }

    /** The address of a target, as it is. */
    public URI url(String target) {
        return URI.create(url() + target);
    }

    /** Host and port. */
    public String authority() {
        return "127.0.0.1:" + port;
    }

    /** Everything that was asked, in order. */
    public List<StubRequest> requests() {
        return List.copyOf(requests);
    }

    /** The targets of everything that was asked, in order. */
    public List<String> targets() {
        return requests.stream().map(StubRequest::target).toList();
    }

    /** How many connections were ever accepted. */
    public int connectionsAccepted() {
        return accepted.get();
    }

    /** How many connections are open. */
    public int connectionsOpen() {
        return connections.size();
    }

    /** How many answers are under way, those that never end included. */
    public int answering() {
        return answering.get();
    }

    /** Nobody listens from now on, and open connections end. The port stays ours, so that nobody else can have it. */
    public void refuseConnections() {
        hangUp();
        held = hold();
    }

    /** Open connections end, and who wants a new one is neither let in nor refused: the queue is full. */
    public void leaveWaiting() {
        hangUp();
        held = FullQueue.on(port);
    }

    /** Shows another certificate from now on; open connections end. */
    public void identify(SSLContext other) {
        hangUp();
        tls = other;
        listen(port);
    }

    private void hangUp() {
        closeQuietly(listening);
        connections.forEach(StubServer::closeQuietly);
    }

    /** Takes the port without listening. */
    private Socket hold() {
        return FreedPort.take(port, Socket::new, (socket, address) -> {
            socket.setReuseAddress(true);
            socket.bind(address);
        });
    }

    /** Listens again, on the same port. */
    public void acceptConnections() {
        closeQuietly(held);
        listen(port);
    }

    @Override
    public void close() {
        closed.countDown();
        PORTS.remove(port);
        closeQuietly(held);
        hangUp();
    }

    StubAnswer answer(StubRequest request) {
        requests.add(request);
        Deque<StubAnswer> script = scripts.get(request.target());
        if (script == null) {
            return otherwise.apply(request);
        }
        synchronized (script) {
            return script.size() > 1 ? script.poll() : script.peek();
        }
    }

    void begun() {
        answering.incrementAndGet();
    }

    void ended() {
        answering.decrementAndGet();
    }

    /** Counted down when the server ends; what waits, waits for this too. */
    CountDownLatch closed() {
        return closed;
    }

    private int listen(int wanted) {
        ServerSocket socket = FreedPort.take(
                wanted,
                () -> tls == null
                        ? new ServerSocket()
                        : tls.getServerSocketFactory().createServerSocket(),
                (listener, address) -> {
                    listener.setReuseAddress(true);
                    listener.bind(address, 200);
                });
        listening = socket;
        spawn("stub-accept", () -> accept(socket));
        return socket.getLocalPort();
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket connection = socket.accept();
                accepted.incrementAndGet();
                connections.add(connection);
                spawn("stub-connection", () -> {
                    new StubConnection(this, connection).serve();
                    connections.remove(connection);
                    closeQuietly(connection);
                });
            }
        } catch (IOException e) {
            // It was closed: nobody listens any more.
        }
    }

    private static void spawn(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    static void closeQuietly(AutoCloseable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (Exception e) {
            // There is nothing left to close.
        }
    }
}
