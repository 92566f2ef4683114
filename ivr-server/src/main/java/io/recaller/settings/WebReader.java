package io.recaller.settings;

import io.recaller.desk.Proxies;
import io.recaller.settings.Settings.Web;
import io.recaller.settings.file.SettingsFile;

/** Reads where this server listens for HTTP, and who may ask it there. */
final class WebReader {
    private final SettingsFile file;

    WebReader(SettingsFile file) {
        this.file = file;
    }

    Web web() {
        return new Web(
                file.text("http.host", "127.0.0.1"),
                file.port("http.port", 8080),
                file.text("management.host", "127.0.0.1"),
                file.port("management.port", 8081),
                new ApiKeyReader(file).keys(),
                file.flag("http.behind-tls", false),
                proxies());
    }

    private Proxies proxies() {
        var named = file.list("http.proxies");
        try {
            return Proxies.of(named);
        } catch (IllegalArgumentException _) {
            file.mistake(
                    "http.proxies",
                    "must list addresses or networks such as [10.0.0.5, 10.1.0.0/16], not "
                            + named);
            return Proxies.none();
        }
    }
}
