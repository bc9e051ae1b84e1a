package io.provisioning.extensionregistry.faults;

import java.util.Arrays;
import java.util.List;

/**
 * What a source contributes to a request, by the rules of freshness.
 *
 * @param state {@code fresh}, {@code stale} or {@code failed}
 * @param age in seconds; of no meaning if it failed
 * @param reason why it failed or is stale; null if it is fresh
 * @param generation what of it is seen: 0 nothing, 1 as it was when all was well, 2 as it is since copies are stale
 * @param use {@code hit}, {@code miss} or {@code stale}
 */
record Standing(Side side, String state, int age, String reason, int generation, String use) {
    /** That of all sources. */
    static List<Standing> of(Cell cell) {
        return Arrays.stream(Side.values()).map(side -> of(cell, side)).toList();
    }

    private static Standing of(Cell cell, Side side) {
        Copy copy = cell.copy();
        if (copy == Copy.FRESH) {
            return new Standing(side, "fresh", Copy.FRESH_AGE, null, 1, "hit");
        }
        int now = copy == Copy.COLD ? 1 : 2;
        if (!cell.bad().includes(side)) {
            return loaded(side, now);
        }
        Effect effect = Effect.of(cell.fault(), side, cell.question());
        if (!effect.fails()) {
            return loaded(side, effect.empty() ? 0 : now);
        }
        return copy == Copy.STALE && hasCopy(cell, side)
                ? new Standing(side, "stale", Copy.STALE_AGE, effect.reason(), 1, "stale")
                : new Standing(side, "failed", 0, effect.reason(), 0, "miss");
    }

    /** Single extensions are looked up in the catalogue; one that was renewed without them leaves no copy of them. */
    private static boolean hasCopy(Cell cell, Side side) {
        return cell.question() != Question.GET
                || !Effect.of(cell.fault(), side, Question.LIST).empty();
    }

    /** Asked a moment ago, when the answer was found wanting or for somebody else. */
    private static Standing loaded(Side side, int generation) {
        return new Standing(side, "fresh", 0, null, generation, "hit");
    }

    boolean isFailed() {
        return state.equals("failed");
    }

    boolean isStale() {
        return state.equals("stale");
    }

    boolean contributes() {
        return generation > 0;
    }

    /** As in {@code X-Registry-Sources}. */
    String item() {
        return side.id() + ";state=" + state + (isFailed() ? "" : ";age=" + age)
                + (reason == null ? "" : ";reason=" + reason);
    }
}
