package io.recaller.gateway.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.outbound.Appearance;
import io.recaller.channel.outbound.Outbound;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.message.Button;
import io.recaller.speech.Language;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** How our messages look at Meta's. Pure. */
public final class MetaAppearance {
    private static final String TITLE = "title";

    private MetaAppearance() {}

    /** Pieces, and what can be pressed below the last as wide as it is there. */
    public static Appearance of(MetaPlan plan, Outbound message) {
        return of(plan.service(), plan.language(), message);
    }

    /**
     * As {@link #of(MetaPlan, Outbound)}, of any account.
     *
     * @param language of our own words
     */
    public static Appearance of(Service service, Language language, Outbound message) {
        var requests =
                service == Service.WHATSAPP
                        ? WhatsAppRequests.of(message, language)
                        : new PageRequests(service).of(message, false);
        var buttons = buttons(requests.getLast());
        return new Appearance(
                requests.stream().map(MetaAppearance::text).toList(),
                buttons,
                OptionalInt.empty(),
                notes(service, message.buttons(), buttons.size()));
    }

    /** At Messenger and Instagram what is cut on a button is written, too. */
    private static List<String> notes(Service service, List<Button> buttons, int pressed) {
        if (pressed < buttons.size()) {
            return List.of(
                    "only "
                            + pressed
                            + " of "
                            + buttons.size()
                            + " options can be pressed, all are written");
        }
        return service == Service.WHATSAPP
                ? buttons.stream()
                        .filter(each -> !WhatsAppRequests.isReadWhole(each))
                        .map(each ->
                                "the option is longer than "
                                        + WhatsAppRequests.LONGEST_OPTION
                                        + ": "
                                        + each.label())
                        .toList()
                : List.of();
    }

    private static String text(JsonNode request) {
        return Stream.of(
                        request.path("message").path("text"),
                        request.path("text").path("body"),
                        request.path("interactive").path("body").path("text"))
                .filter(JsonNode::isTextual)
                .findFirst()
                .map(JsonNode::asText)
                .orElse("");
    }

    private static List<Button> buttons(JsonNode request) {
        var action = request.path("interactive").path("action");
        return Stream.of(
                        request.path("message").path("quick_replies").valueStream(),
                        action.path("buttons").valueStream().map(each -> each.path("reply")),
                        action.path("sections").path(0).path("rows").valueStream())
                .flatMap(each -> each)
                .map(each -> new Button(key(each), each.path(TITLE).asText()))
                .toList();
    }

    private static String key(JsonNode pressed) {
        return pressed.path("payload").asText(pressed.path("id").asText());
    }
}
