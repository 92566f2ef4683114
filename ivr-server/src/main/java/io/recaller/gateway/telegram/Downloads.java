package io.recaller.gateway.telegram;

import io.recaller.channel.inbound.IncomingFile;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.message.file.FileContent;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches files at once, as Telegram keeps the addresses for an hour only. One that cannot be had
 * after some tries is named with its message, which goes on without it. Of one thread only.
 */
final class Downloads {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final int MOST_TRIES = 3;

    private final TelegramApi api;
    private final int largest;
    private String trying = "";
    private int tries;

    /**
     * @param largest bytes of a file; a larger one is not fetched
     */
    Downloads(TelegramApi api, int largest) {
        this.api = api;
        this.largest = largest;
    }

    /** Throws to be asked again, the whole message with it. */
    IncomingFile fetched(TelegramFile file) throws NotSentException {
        if (file.size() > largest) {
            return without(file);
        }
        tries = file.id().equals(trying) ? tries + 1 : 1;
        trying = file.id();
        try {
            var there =
                    api.call("getFile", TelegramApi.arguments().put("file_id", file.id()), WITHIN);
            if (there.path("file_size").asLong() > largest) {
                return without(file);
            }
            return api.download(there.path("file_path").asText(), largest, file.size())
                    .map(bytes -> new IncomingFile(file.name(), FileContent.of(bytes)))
                    .orElseGet(() -> without(file));
        } catch (NotSentException failure) {
            if (failure.remedy() instanceof Remedy.Again && tries < MOST_TRIES) {
                throw failure;
            }
            return without(file);
        }
    }

    private static IncomingFile without(TelegramFile file) {
        return new IncomingFile(file.name(), file.size(), Optional.empty());
    }
}
