package io.provisioning.extensionregistry.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What contenders reached in alternating windows: the values of a round were measured one right after the other. */
final class Rounds {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String contender, double value) {
        values.computeIfAbsent(contender, name -> new ArrayList<>()).add(value);
    }

    boolean has(String contender) {
        return values.containsKey(contender);
    }

    double median(String contender) {
        return median(values.get(contender));
    }

    /** The median of the rounds' ratios, which a machine that is slower in one round than in another does not change. */
    double ratio(String contender, String reference) {
        return median(ratios(contender, reference));
    }

    /** The lowest and the highest ratio of any round. */
    String spread(String contender, String reference) {
        List<Double> ratios = ratios(contender, reference).stream().sorted().toList();
        return "%.2f–%.2f".formatted(ratios.get(0), ratios.get(ratios.size() - 1));
    }

    /** The ratio of the service to a reference with its spread, as a table shows it. */
    String against(String reference) {
        return has(reference)
                ? "**%.2f** (%s)".formatted(ratio(Contender.OURS, reference), spread(Contender.OURS, reference))
                : "–";
    }

    private List<Double> ratios(String contender, String reference) {
        List<Double> ours = values.get(contender);
        List<Double> theirs = values.get(reference);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return ratios;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
