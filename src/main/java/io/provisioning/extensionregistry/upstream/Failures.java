package io.provisioning.extensionregistry.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Says of any exception what it means for users. No message holds an address: exceptions of the network do. */
public final class Failures {
    private static final Failure UNEXPECTED = Failure.of(Reason.INVALID_ANSWER, "the answer cannot be used");

    private Failures() {}

    /** What went wrong; for a defect of ours {@code invalid_answer} with a general message. */
    public static Failure of(Throwable thrown) {
        return known(thrown).orElse(UNEXPECTED);
    }

    /** What went wrong; empty if this is nothing that a source can cause, so that it belongs in the log. */
    public static Optional<Failure> known(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        for (Throwable each : chain) {
            if (each instanceof SourceException expected) {
                return Optional.of(expected.failure());
            }
        }
        // The innermost exception that says anything says it best: a TLS handshake may fail for a lost connection.
        Collections.reverse(chain);
        return chain.stream().map(Failures::one).flatMap(Optional::stream).findFirst();
    }

    /** No call was made, because too many others were under way; that says nothing of the source. */
    public static boolean isOurOwn(Throwable thrown) {
        return chain(thrown).stream()
                .anyMatch(each ->
                        each instanceof BulkheadFullException || each instanceof ConnectionRequestTimeoutException);
    }

    /** Whether a drop-in's call, or Camel's own HTTP endpoint in its route, was told that there is no such thing. */
    static boolean isAbsence(Throwable thrown) {
        return chain(thrown).stream()
                .anyMatch(each -> each instanceof AbsenceException
                        || each instanceof HttpOperationFailedException refused
                                && (refused.getStatusCode() == 404 || refused.getStatusCode() == 410));
    }

    private static Optional<Failure> one(Throwable thrown) {
        if (thrown instanceof HttpOperationFailedException refused) {
            return Optional.of(Refusals.of(refused.getStatusCode(), refused.getResponseHeaders()));
        }
        if (thrown instanceof CallNotPermittedException) {
            return failure(Reason.CIRCUIT_OPEN, "it failed too often and is asked again in a moment");
        }
        if (thrown instanceof BulkheadFullException) {
            return failure(Reason.UNAVAILABLE, "too many calls are waiting for it");
        }
        if (thrown instanceof UnknownHostException) {
            return failure(Reason.REFUSED, "the host name is not known");
        }
        if (thrown instanceof NoRouteToHostException) {
            return failure(Reason.REFUSED, "there is no way to the host");
        }
        if (thrown instanceof ConnectException) {
            return failure(Reason.REFUSED, "the connection is refused");
        }
        if (thrown instanceof InterruptedIOException
                || thrown instanceof TimeoutException
                || thrown instanceof ExchangeTimedOutException) {
            return failure(Reason.TIMEOUT, "no answer in time");
        }
        if (thrown instanceof SSLException
                || thrown instanceof java.security.cert.CertificateException
                || thrown instanceof java.security.cert.CertPathValidatorException
                || thrown instanceof java.security.cert.CertPathBuilderException) {
            return failure(Reason.TLS, "no secure connection can be made");
        }
        if (thrown instanceof JsonProcessingException) {
            return failure(Reason.INVALID_ANSWER, "the answer is not the JSON that was asked for");
        }
        if (thrown instanceof HttpException
                || thrown instanceof ClientProtocolException
                || thrown instanceof MessageConstraintException
                || thrown instanceof MalformedChunkCodingException && !(thrown instanceof TruncatedChunkException)) {
            return failure(Reason.INVALID_ANSWER, "the answer is not HTTP as it should be");
        }
        if (thrown instanceof IOException
                || thrown instanceof RejectedExecutionException
                || thrown instanceof InterruptedException) {
            return failure(Reason.UNAVAILABLE, "the connection was lost");
        }
        return Optional.empty();
    }

    private static Optional<Failure> failure(Reason reason, String message) {
        return Optional.of(Failure.of(reason, message));
    }

    private static List<Throwable> chain(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }
}
