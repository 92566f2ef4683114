package io.recaller.gateway.hook;

import java.util.HashMap;
import java.util.Map;

/** What is answered to a {@link HookCall}. */
public record HookAnswer(int status, Map<String, String> headers, String body) {
    public HookAnswer {
        headers = Map.copyOf(headers);
    }

    /** In words. */
    public static HookAnswer plain(int status, String words) {
        return of(status, "text/plain; charset=utf-8", words);
    }

    /** Of that media type. */
    public static HookAnswer of(int status, String type, String body) {
        return new HookAnswer(status, Map.of("Content-Type", type), body);
    }

    /** With one more header. */
    public HookAnswer with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new HookAnswer(status, all, body);
    }
}
