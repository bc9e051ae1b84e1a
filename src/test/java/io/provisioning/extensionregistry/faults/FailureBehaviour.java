package io.provisioning.extensionregistry.faults;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The page for users: what is answered when sources fail, made of the promises that the matrix tests. */
final class FailureBehaviour {
    private static final String TOP = """
            # When sources fail

            What is answered, with which headers, when one source or both fail, in %d ways. This page is made of the
            promises that `FaultMatrixIT` tests, one by one: do not edit it. `mvn test -Dtest=FailureBehaviourTest
            -Dfailure-behaviour.write=true` writes it anew.

            In short: what is kept is served, fresh or stale, and says so. A source that fails takes nothing from what the
            other one has. An answer that lacks a source is marked and must not be stored. "Not found" is said only if
            every source said so; so it stands nowhere on this page.

            The tables are for two sources, `gitea` before `oci`, and the settings that nobody changed. Both have the
            extension that is asked for; the copies are %d seconds old while they are fresh and %d while they are stale.

            - **kept** is what there is of the catalogue, or of the versions, when the request comes: none yet (the service
              has just started), fresh, stale (older than `registry.cache.ttl-seconds`), or too old (older than that and
              `registry.cache.stale-seconds`), which is the same as none.
            - The source that is well is renewed meanwhile: where copies are stale, its own is as new as can be. The very
              first request that finds a copy stale is answered from it, with both sources stale and no reason yet: it
              waits for nobody, and its source is asked in the background.
            - A source that does not answer is waited for as long as `registry.<source>.timeout-ms` says for each call, and
              all together no longer than `registry.fan-out.timeout-ms`; a source of which a copy is served is not waited
              for at all.
            - A source that fails again and again is asked no more for a moment. If it has no copy, its reason is then
              `circuit_open`; where a copy serves, the reason stays the one that it failed for.
            - **download** finds out who has the version as `versions` does. Then the sources are asked for the file in
              order; who fails before its first byte is passed over. Who fails later, or sends other bytes than it promised,
              breaks the connection off: the file never arrives complete. Downloads have no `X-Registry-Sources` but
              `X-Registry-Source`, which names the source that serves. If no source can send the file, the error names those
              that were asked for it. All this is without the content store (`registry.store.mode=off`): a file that is kept
              there needs no source.

            ## What a failure is called

            REASON is what `X-Registry-Sources`, health and metrics call it. ERROR is what is answered if nothing can serve
            and nobody failed otherwise. If the reasons differ it is 503 `source_unavailable`, unless all are among
            `unauthorized`, `tls` and `invalid_answer`: then it is 502 `source_error`.

            """;

    private static final String COLUMNS = """
            | fails | kept | request | status | data of | `X-Registry-Sources` | `X-Cache` | `Age` | `Cache-Control` |
            |---|---|---|---|---|---|---|---|---|
            """;

    private FailureBehaviour() {}

    /** The whole page. */
    static String page() {
        StringBuilder page = new StringBuilder(TOP.formatted(Fault.values().length, Copy.FRESH_AGE, Copy.STALE_AGE));
        page.append("| The source | REASON | ERROR |\n|---|---|---|\n");
        for (Fault fault : Fault.values()) {
            if (fault.reason() != null) {
                page.append("| ")
                        .append(fault.words())
                        .append(" | `")
                        .append(fault.reason())
                        .append("` | ");
                page.append(error(fault)).append(" |\n");
            }
        }
        Map<List<FailureRow>, List<Fault>> alike = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            alike.computeIfAbsent(FailureRow.of(fault), rows -> new java.util.ArrayList<>())
                    .add(fault);
        }
        alike.forEach((rows, faults) -> page.append(section(rows, faults)));
        return page.toString();
    }

    private static String error(Fault fault) {
        Promise nothing = Promise.of(new Cell(fault, Copy.COLD, Question.DOWNLOAD, Bad.BOTH));
        String wait = nothing.headers().get("Retry-After");
        return nothing.status() + " `" + nothing.error() + "`"
                + (wait.isEmpty() ? "" : ", `Retry-After: " + wait + "`");
    }

    private static String section(List<FailureRow> rows, List<Fault> faults) {
        StringJoiner section = new StringJoiner("\n", "", "\n");
        section.add("").add("## " + title(faults)).add("");
        section.add(COLUMNS.stripTrailing());
        rows.forEach(row -> section.add(row.toString()));
        return section.toString();
    }

    private static String title(List<Fault> faults) {
        long most = Arrays.stream(Fault.values()).count() / 2;
        return faults.size() > most
                ? "What is answered, whatever fails but for what follows"
                : faults.stream()
                        .map(Fault::words)
                        .map(FailureBehaviour::capital)
                        .collect(Collectors.joining("; "));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
