package io.provisioning.extensionregistry.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * About the least that Java has to do with bytes that are passed on and checked: one thread reads them from the source and
 * writes them to the client, another one computes their digest meanwhile, and the last piece waits for it. There is nothing
 * else: one client at a time, whatever it asks for, the head of the source's answer as it came, no bound of time, and whatever
 * goes wrong ends it.
 *
 * <p>{@code BareRelay <port of the source> <target there> <SHA-256 of the file in hex, - to compute none>}
 */
final class BareRelay {
    /** In bytes; pieces of half and of twice this size were slower. */
    private static final int PIECE = 256 << 10;

    private static final int PIECES = 8;
    private static final String NONE = "-";
    private static final ByteBuffer END = ByteBuffer.allocate(0);
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private final InetSocketAddress source;
    private final ByteBuffer request;
    private final String expected;
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<ByteBuffer> read = new ArrayBlockingQueue<>(PIECES + 1);

    private BareRelay(int port, String target, String expected) {
        this.source = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.request = StandardCharsets.US_ASCII.encode(
                "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        this.expected = expected;
        for (int i = 0; i < PIECES; i++) {
            free.add(ByteBuffer.allocateDirect(PIECE));
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        BareRelay relay = new BareRelay(Integer.parseInt(arguments[0]), arguments[1], arguments[2]);
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println("ready " + server.socket().getLocalPort());
            while (true) {
                try (SocketChannel client = server.accept()) {
                    relay.serve(client);
                }
            }
        }
    }

    private void serve(SocketChannel client) throws IOException, InterruptedException, ExecutionException {
        client.read(ByteBuffer.allocate(8 << 10));
        Executor thread = task -> {
            Thread digesting = new Thread(task, "digest");
            digesting.setDaemon(true);
            digesting.start();
        };
        CompletableFuture<String> digest = CompletableFuture.supplyAsync(this::digest, thread);
        try (SocketChannel from = SocketChannel.open(source)) {
            from.write(request.duplicate());
            ByteBuffer piece = free.take().clear();
            long left = head(from, client, piece);
            while (true) {
                left -= piece.remaining();
                read.add(piece.duplicate());
                if (left <= 0) {
                    break;
                }
                write(piece, client);
                piece = free.take().clear();
                piece.limit((int) Math.min(PIECE, left));
                while (piece.hasRemaining()) {
                    some(from, piece);
                }
                piece.flip();
            }
            read.add(END);
            if (!digest.get().equals(expected) && !expected.equals(NONE)) {
                throw new IOException("the digest is wrong");
            }
            write(piece, client);
        }
    }

    /** Passes the head on, gives how long the body is, and leaves in the piece what came of it already. */
    private static long head(SocketChannel from, SocketChannel to, ByteBuffer piece) throws IOException {
        while (true) {
            some(from, piece);
            String text =
                    StandardCharsets.ISO_8859_1.decode(piece.duplicate().flip()).toString();
            int end = text.indexOf("\r\n\r\n") + 4;
            Matcher length = LENGTH.matcher(text);
            if (end >= 4 && length.find()) {
                piece.flip();
                write(piece.duplicate().limit(end), to);
                piece.position(end);
                return Long.parseLong(length.group(1));
            }
        }
    }

    private static void some(SocketChannel from, ByteBuffer piece) throws IOException {
        if (from.read(piece) < 0) {
            throw new EOFException("the source ended too early");
        }
    }

    private static void write(ByteBuffer piece, SocketChannel to) throws IOException {
        while (piece.hasRemaining()) {
            to.write(piece);
        }
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ByteBuffer next = read.take(); next != END; next = read.take()) {
                if (!expected.equals(NONE)) {
                    digest.update(next);
                }
                free.add(next);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (InterruptedException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
