package io.recaller.gateway.sms.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.Receipt;
import io.recaller.gateway.sms.ShortMessage;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.message.MessageState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As Infobip: JSON with an API key (www.infobip.com/docs/api/channels/sms, version 3), reports and
 * messages called back in lists.
 */
record Infobip(SmsPlan plan) implements Aggregator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PENDING = 1;
    private static final int UNDELIVERABLE = 2;
    private static final int DELIVERED = 3;
    private static final int EXPIRED = 4;
    private static final int REJECTED = 5;

    @Override
    public HttpRequest.Builder request(Parcel parcel) {
        var body = JSON.createObjectNode();
        var message = body.putArray("messages").addObject();
        message.put("sender", plan.from());
        message.putArray("destinations").addObject().put("to", parcel.to().replace("+", ""));
        message.putObject("content").put("text", parcel.text());
        var webhooks = message.putObject("webhooks");
        webhooks.put("callbackData", Long.toString(parcel.seq()));
        CallbackUrls.ours(plan)
                .ifPresent(ours ->
                        webhooks.put("contentType", "application/json")
                                .putObject("delivery")
                                .put("url", ours));
        return asked("/sms/3/messages")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    /** Whose key may not ask for it is let in all the same: that is another answer. */
    @Override
    public HttpRequest.Builder knock() {
        return asked("/account/1/balance").GET();
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(URI.create(CallbackUrls.withoutSlash(plan.url()) + path))
                .header("Authorization", "App " + plan.password())
                .header("Accept", "application/json");
    }

    @Override
    public String taken(Parcel parcel, ProviderAnswer answer) throws NotSentException {
        var json = answer.json();
        if (!answer.isGood()) {
            throw answer.refusal(plan.gateway(), words(json));
        }
        var message = json.path("messages").path(0);
        var id = message.path("messageId").asText("");
        var status = message.path("status");
        return switch (status.path("groupId").asInt()) {
            case UNDELIVERABLE, EXPIRED, REJECTED ->
                    throw new NotSentException(
                            new Remedy.GiveUp("the provider refuses it: " + words(status)));
            default -> {
                if (id.isBlank()) {
                    throw new NotSentException(
                            new Remedy.Dead(
                                    "what answers is not Infobip; check the url of the channel"));
                }
                yield id;
            }
        };
    }

    private static String words(JsonNode json) {
        for (var key : List.of("description", "text", "name", "errorCode")) {
            var found = json.findValue(key);
            if (found != null && found.isTextual() && !found.asText().isBlank()) {
                return ProviderAnswer.shown(found.asText());
            }
        }
        return "";
    }

    @Override
    public boolean isAuthentic(ProviderCall callback) {
        return Tokens.areSame(plan.token(), callback.shown());
    }

    @Override
    public Told read(ProviderCall callback, Instant now) throws UnreadableException {
        var messages = new ArrayList<ShortMessage>();
        var receipts = new ArrayList<Receipt>();
        var unreadable = new ArrayList<String>();
        for (var each : results(callback)) {
            try {
                if (each.path("status").isObject()) {
                    receipts.add(receipt(each));
                } else {
                    messages.add(message(each, now));
                }
            } catch (UnreadableException e) {
                unreadable.add(String.valueOf(e.getMessage()));
            }
        }
        if (messages.isEmpty() && receipts.isEmpty() && !unreadable.isEmpty()) {
            throw new UnreadableException(unreadable.getFirst());
        }
        return new Told(messages, receipts, unreadable);
    }

    private static JsonNode results(ProviderCall callback) throws UnreadableException {
        try {
            var results = JSON.readTree(callback.body().getBytes()).path("results");
            if (!results.isArray()) {
                throw new UnreadableException("the body is an object with the list results");
            }
            return results;
        } catch (IOException e) {
            throw new UnreadableException("the body is JSON");
        }
    }

    private static ShortMessage message(JsonNode each, Instant now) throws UnreadableException {
        var from = each.path("from").asText("");
        if (from.isBlank() || !each.path("text").isTextual()) {
            throw new UnreadableException("a message has from and text");
        }
        return new ShortMessage(
                from,
                each.path("text").asText(),
                Optional.of(each.path("messageId").asText("")).filter(id -> !id.isBlank()),
                now,
                false);
    }

    private static Receipt receipt(JsonNode each) {
        var status = each.path("status");
        return new Receipt(
                Twilio.seq(Optional.of(each.path("callbackData").asText(""))),
                each.path("messageId").asText(""),
                switch (status.path("groupId").asInt(PENDING)) {
                    case DELIVERED -> MessageState.DELIVERED;
                    case UNDELIVERABLE, EXPIRED, REJECTED -> MessageState.FAILED;
                    default -> MessageState.SENT;
                },
                "it was not delivered: " + words(status));
    }
}
