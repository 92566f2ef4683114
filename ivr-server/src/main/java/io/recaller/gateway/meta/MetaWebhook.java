package io.recaller.gateway.meta;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.gateway.hook.HookAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Meta posts. An app has one address for all its pages and accounts, so what comes to one door
 * may be for another of the same app. Blocking; any thread.
 */
final class MetaWebhook {
    private static final Logger LOG = LoggerFactory.getLogger(MetaWebhook.class);
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final String MESSAGES = "messages";

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxTokenCount(1_000_000)
                                            .maxNestingDepth(100)
                                            .build())
                            .build());

    private final List<MetaDoor> doors;

    MetaWebhook(List<MetaDoor> doors) {
        this.doors = List.copyOf(doors);
    }

    /** To whoever asks whether the address is ours. */
    static HookAnswer verified(MetaPlan plan, String mode, String token, String challenge) {
        return mode.equals("subscribe")
                        && MetaSignature.areSame(plan.verifyToken(), token)
                        && CHALLENGE.matcher(challenge).matches()
                ? HookAnswer.plain(200, challenge)
                : HookAnswer.plain(403, "The verify token is not the one of the settings.");
    }

    /** To what is told: all was taken in only when the status is 200. */
    HookAnswer heard(MetaPlan plan, byte[] body, String signature) {
        if (!MetaSignature.isOf(plan.appSecret(), body, signature)) {
            return HookAnswer.plain(403, "The signature is not right.");
        }
        try {
            var told = JSON.readTree(body);
            if (told == null || !told.path("entry").isArray()) {
                return HookAnswer.plain(400, "Not understood: there is no list named entry.");
            }
            told.path("entry").forEach(entry -> take(plan, told.path("object").asText(), entry));
            return HookAnswer.plain(200, "");
        } catch (DatabaseUnavailableException _) {
            return HookAnswer.plain(503, "Not kept; send it again.");
        } catch (IOException _) {
            return HookAnswer.plain(400, "Not understood: it is no JSON.");
        }
    }

    private void take(MetaPlan by, String object, JsonNode entry) {
        for (var change : entry.path("changes")) {
            var value = change.path("value");
            if (change.path("field").asText().equals(MESSAGES)) {
                var number = value.path("metadata").path("phone_number_id");
                if (number.isMissingNode()) {
                    door(by, object, entry).ifPresent(door -> door.takeMessaging(value));
                } else {
                    door(by, object, number.asText()).ifPresent(door -> door.takeChange(value));
                }
            }
        }
        for (var event : entry.path("messaging")) {
            door(by, object, entry).ifPresent(door -> door.takeMessaging(event));
        }
    }

    private Optional<MetaDoor> door(MetaPlan by, String object, JsonNode entry) {
        return door(by, object, entry.path("id").asText());
    }

    /** Only what the same app signs. */
    private Optional<MetaDoor> door(MetaPlan by, String object, String account) {
        var found =
                doors.stream()
                        .filter(each -> each.plan().appSecret().equals(by.appSecret()))
                        .filter(each -> each.isFor(object, account))
                        .findFirst();
        if (found.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("gateway", by.gateway())
                    .addKeyValue("object", shown(object))
                    .addKeyValue("account", shown(account))
                    .log("Meta tells of an account that no channel names; nothing is taken in");
        }
        return found;
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), 40));
    }
}
