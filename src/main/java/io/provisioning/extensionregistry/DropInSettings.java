package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsException;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.dropins.RejectedFile;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/** The settings of sources that are a file of their own, read anew each time. */
final class DropInSettings {
    private final Settings settings;
    private final CamelContext context;
    private final Map<String, String> shown = new HashMap<>();

    /** @param settings as they were at the start */
    DropInSettings(Settings settings, CamelContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * The settings of one source as they are now, which its routes see from then on.
     *
     * @throws RejectedFile if any setting is bad now; it names all that are
     */
    SourceSettings of(String id) throws RejectedFile {
        try {
            Settings now = settings.reader().read();
            shown.keySet().removeIf(key -> key.startsWith(below(id)));
            shown.putAll(own(now, id));
            CamelSettings.update(context, settings, shown);
            return now.ofDropIn(id);
        } catch (SettingsException e) {
            throw RejectedFile.because(String.join("; ", e.lines()));
        }
    }

    /** What is said of a source now, or what is wrong with any setting: the same text for the same, for nobody to read. */
    String said(String id) {
        try {
            return own(settings.reader().read(), id).toString();
        } catch (SettingsException e) {
            return String.join("; ", e.lines());
        }
    }

    private static Map<String, String> own(Settings now, String id) {
        Map<String, String> own = new TreeMap<>(now.asProperties());
        own.keySet().removeIf(key -> !key.startsWith(below(id)));
        return own;
    }

    private static String below(String id) {
        return "registry." + id + ".";
    }
}
