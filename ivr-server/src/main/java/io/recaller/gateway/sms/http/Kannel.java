package io.recaller.gateway.sms.http;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.Gsm7;
import io.recaller.gateway.sms.Receipt;
import io.recaller.gateway.sms.ShortMessage;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.message.MessageState;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As Kannel's sendsms: one GET out, {@code get-url} and {@code dlr-url} in (kannel.org, user guide
 * 6). It cuts and joins long messages itself.
 */
record Kannel(SmsPlan plan) implements Aggregator {
    /** Delivered, not delivered, taken by the centre, refused by it; not: waits. */
    private static final int ALL_REPORTS = 1 + 2 + 8 + 16;

    private static final int DELIVERED = 1;
    private static final int NOT_DELIVERED = 2;
    private static final int REFUSED = 16;
    private static final String UCS2 = "2";

    @Override
    public HttpRequest.Builder request(Parcel parcel) {
        var fields = login();
        fields.put("from", plan.from());
        fields.put("to", parcel.to());
        fields.put("text", parcel.text());
        fields.put("charset", "UTF-8");
        fields.put("coding", Gsm7.holds(parcel.text()) ? "0" : UCS2);
        CallbackUrls.ours(plan)
                .ifPresent(ours -> {
                    fields.put("dlr-mask", Integer.toString(ALL_REPORTS));
                    fields.put("dlr-url", ours + "?receipt=" + parcel.seq() + "&type=%d&reason=%A");
                });
        return asked(fields);
    }

    /** It looks at who asks first, and sends nothing to nobody. */
    @Override
    public HttpRequest.Builder knock() {
        return asked(login());
    }

    @Override
    public boolean isRefused(ProviderAnswer answer) {
        return answer.status() == ProviderAnswer.FORBIDDEN || Aggregator.super.isRefused(answer);
    }

    private LinkedHashMap<String, String> login() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("username", plan.user());
        fields.put("password", plan.password());
        return fields;
    }

    private HttpRequest.Builder asked(Map<String, String> fields) {
        return HttpRequest.newBuilder(
                        URI.create(
                                CallbackUrls.withoutSlash(plan.url())
                                        + "?"
                                        + CallbackUrls.form(fields)))
                .GET();
    }

    /** The body is a number, a colon and words, of newer versions an id. */
    @Override
    public String taken(Parcel parcel, ProviderAnswer answer) throws NotSentException {
        if (!answer.isGood()) {
            throw answer.refusal(
                    plan.gateway(),
                    answer.status() == ProviderAnswer.FORBIDDEN ? "" : answer.body());
        }
        var body = answer.body().strip();
        if (body.startsWith("4:") || body.startsWith("5:")) {
            throw new NotSentException(
                    new Remedy.Again(Duration.ofSeconds(20), ProviderAnswer.shown(body)));
        }
        if (!body.startsWith("0:") && !body.startsWith("3:")) {
            throw new NotSentException(
                    body.matches("[0-9]+:.*")
                            ? new Remedy.GiveUp("Kannel refuses it: " + ProviderAnswer.shown(body))
                            : new Remedy.Dead(
                                    "what answers is not Kannel; check the url of the channel"));
        }
        return "seq-" + parcel.seq();
    }

    @Override
    public boolean isAuthentic(ProviderCall callback) {
        return Tokens.areSame(plan.token(), callback.shown());
    }

    @Override
    public Told read(ProviderCall callback, Instant now) throws UnreadableException {
        var fields = callback.fields();
        var receipt = fields.text("receipt");
        if (receipt.isPresent()) {
            return new Told(List.of(), List.of(receipt(fields)));
        }
        var from = fields.text("from").filter(text -> !text.isBlank());
        var text = text(fields);
        if (from.isEmpty() || text.isEmpty()) {
            throw new UnreadableException(
                    "a message has from and text; see get-url in our documentation");
        }
        return new Told(
                List.of(
                        new ShortMessage(
                                from.get(),
                                text.get(),
                                fields.text("id").filter(id -> !id.isBlank()),
                                now,
                                false)),
                List.of());
    }

    /** UCS-2 comes as its bytes, most significant first. */
    private static Optional<String> text(Fields fields) {
        var usual =
                fields.text("coding").filter(UCS2::equals).isPresent()
                        ? StandardCharsets.UTF_16BE
                        : StandardCharsets.UTF_8;
        return fields.text("text", fields.charset("charset", usual));
    }

    private static Receipt receipt(Fields fields) {
        var type = Twilio.seq(fields.text("type")).orElse(0);
        var state =
                switch ((int) type) {
                    case DELIVERED -> MessageState.DELIVERED;
                    case NOT_DELIVERED, REFUSED -> MessageState.FAILED;
                    default -> MessageState.SENT;
                };
        var reason = fields.text("reason").map(ProviderAnswer::shown).orElse("");
        return new Receipt(
                Twilio.seq(fields.text("receipt")),
                "",
                state,
                "it was not delivered" + (reason.isBlank() ? "" : ": " + reason));
    }
}
