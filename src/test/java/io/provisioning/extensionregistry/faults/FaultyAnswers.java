package io.provisioning.extensionregistry.faults;

import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubAnswer.Fault;
import io.provisioning.extensionregistry.support.StubRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/** What a source that fails answers. */
final class FaultyAnswers {
    private static final String LOOP = "loop=1";
    private static final int CUT = 7;
    private static final StubAnswer MUCH = much(50 << 20);
    private static final StubAnswer ENDLESS_WAIT =
            StubAnswer.json(" ".repeat(1 << 20)).failing(Fault.DRIP_BODY);

    private FaultyAnswers() {}

    /** @param well the answer if nothing failed */
    static StubAnswer of(
            io.provisioning.extensionregistry.faults.Fault fault, StubRequest request, Supplier<StubAnswer> well) {
        boolean file = isFile(request);
        return switch (fault) {
            case REFUSED, CONNECT_TIMEOUT, UNKNOWN_CA -> throw new IllegalStateException("no request gets through");
            case SILENCE -> StubAnswer.status(200).failing(Fault.SILENCE);
            // A file may be as slow as it likes once it has begun.
            case DRIP -> file ? StubAnswer.status(200).failing(Fault.DRIP_HEAD) : ENDLESS_WAIT;
            case RESET -> well.get().failing(Fault.RESET);
            case TRUNCATED -> well.get().failing(Fault.TRUNCATE);
            case WRONG_LENGTH -> tooShort(well.get());
            case STATUS_401 -> error(401);
            case STATUS_403 -> error(403);
            case STATUS_404 -> error(404);
            case STATUS_429_WAIT -> error(429).with("Retry-After", "17");
            case STATUS_429 -> error(429);
            case STATUS_500 -> error(500);
            case STATUS_502 -> StubAnswer.of(502, "text/html", "<html><body>Bad gateway</body></html>");
            case STATUS_503 -> error(503);
            case INVALID_JSON -> StubAnswer.json("{not json");
            case OTHER_SHAPE -> StubAnswer.json("{\"unexpected\":true}");
            case EMPTY -> StubAnswer.json("");
            case REDIRECT_LOOP -> StubAnswer.redirect(302, other(request.target()));
            case LOG_IN -> StubAnswer.redirect(303, "/user/login");
            case HUGE -> MUCH;
            case PAGE_LOOP -> isList(request) ? circle(request, well.get()) : well.get();
            case WRONG_DIGEST -> file || request.path().contains("/manifests/") ? altered(well.get()) : well.get();
        };
    }

    private static StubAnswer error(int status) {
        return StubAnswer.of(status, "application/json", "{\"message\":\"no\"}");
    }

    private static boolean isFile(StubRequest request) {
        return request.path().contains("/blobs/") || request.path().endsWith(".tar.gz");
    }

    private static boolean isList(StubRequest request) {
        return request.path().matches(".*/(repos|releases|_catalog|tags/list)");
    }

    /** The first page again and again, under two addresses in turn. */
    private static StubAnswer circle(StubRequest request, StubAnswer page) {
        return page.without("Link").with("Link", "<" + other(request.target()) + ">; rel=\"next\"");
    }

    private static String other(String target) {
        if (target.endsWith(LOOP)) {
            return target.substring(0, target.length() - LOOP.length() - 1);
        }
        return target + (target.contains("?") ? "&" : "?") + LOOP;
    }

    private static StubAnswer altered(StubAnswer answer) {
        byte[] body = answer.body().clone();
        if (body.length > 0) {
            body[body.length - 1] ^= 1;
        }
        return new StubAnswer(answer.status(), answer.headers(), body, answer.fault(), null);
    }

    private static StubAnswer tooShort(StubAnswer answer) {
        int length = Math.max(0, answer.body().length - CUT);
        return answer.without("Content-Length")
                .with("Content-Length", String.valueOf(length))
                .with("Connection", "close");
    }

    private static StubAnswer much(int size) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + size + "\r\n\r\n[")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length + size);
        whole.writeBytes(head);
        byte[] blank = new byte[size - 1];
        Arrays.fill(blank, (byte) ' ');
        whole.writeBytes(blank);
        return new StubAnswer(0, java.util.List.of(), whole.toByteArray(), Fault.RAW, null);
    }
}
