package io.recaller.gateway.sms.http;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.Receipt;
import io.recaller.gateway.sms.ShortMessage;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.message.MessageState;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * As Twilio: a form with basic authentication (www.twilio.com/docs/messaging/api/message-resource),
 * signed webhooks (docs/usage/webhooks/webhooks-security).
 */
record Twilio(SmsPlan plan) implements Aggregator {
    private static final int UNSUBSCRIBED = 21610;
    private static final String SERVICE = "MG";
    private static final String OUR_SEQ = "seq";

    /** www.twilio.com/docs/messaging/guides/webhook-request: of one message. */
    private static final int MOST_MEDIA = 10;

    @Override
    public HttpRequest.Builder request(Parcel parcel) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("To", parcel.to());
        fields.put(plan.from().startsWith(SERVICE) ? "MessagingServiceSid" : "From", plan.from());
        fields.put("Body", parcel.text());
        CallbackUrls.ours(plan)
                .ifPresent(ours ->
                        fields.put("StatusCallback", ours + "?" + OUR_SEQ + "=" + parcel.seq()));
        return signedIn("/Messages.json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(CallbackUrls.form(fields)));
    }

    /** The account itself (docs/iam/api/account). */
    @Override
    public HttpRequest.Builder knock() {
        return signedIn(".json").GET();
    }

    /** An account is known at that address, or either is wrong. */
    @Override
    public boolean isRefused(ProviderAnswer answer) {
        return answer.status() == ProviderAnswer.NOT_FOUND || Aggregator.super.isRefused(answer);
    }

    private HttpRequest.Builder signedIn(String path) {
        var credentials = (plan.user() + ":" + plan.password()).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(
                        URI.create(
                                CallbackUrls.withoutSlash(plan.url())
                                        + "/2010-04-01/Accounts/"
                                        + CallbackUrls.encoded(plan.user())
                                        + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    @Override
    public String taken(Parcel parcel, ProviderAnswer answer) throws NotSentException {
        var json = answer.json();
        if (answer.isGood() && json.path("sid").isTextual()) {
            return json.path("sid").asText();
        }
        if (answer.isGood()) {
            throw new NotSentException(
                    new Remedy.Dead("what answers is not Twilio; check the url of the channel"));
        }
        if (json.path("code").asInt() == UNSUBSCRIBED) {
            throw new NotSentException(
                    new Remedy.GiveUp("they told the provider that they want no messages"));
        }
        throw answer.refusal(plan.gateway(), json.path("message").asText(""));
    }

    @Override
    public boolean isAuthentic(ProviderCall callback) {
        var shown = callback.header("x-twilio-signature");
        return plan.address()
                .map(CallbackUrls::withoutSlash)
                .filter(base ->
                        Tokens.areSame(shown, signature(base + callback.target(), callback))
                                || Tokens.areSame(
                                        shown,
                                        signature(withPort(base) + callback.target(), callback)))
                .isPresent();
    }

    /** Twilio names a port sometimes that goes without saying. */
    private static String withPort(String base) {
        var uri = URI.create(base);
        return uri.getPort() >= 0
                ? base
                : base.replace(
                        uri.getRawAuthority(),
                        uri.getRawAuthority() + ("https".equals(uri.getScheme()) ? ":443" : ":80"));
    }

    private Optional<String> signature(String address, ProviderCall callback) {
        var signed = new StringBuilder(address);
        callback.form().sorted().forEach(field -> signed.append(field.name()).append(field.text()));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(
                    new SecretKeySpec(
                            plan.password().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Optional.of(
                    Base64.getEncoder()
                            .encodeToString(
                                    mac.doFinal(
                                            signed.toString().getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    @Override
    public Told read(ProviderCall callback, Instant now) throws UnreadableException {
        var fields = callback.fields();
        var state = fields.text("MessageStatus").or(() -> fields.text("SmsStatus")).orElse("");
        if (fields.text("Body").isEmpty() && !state.isEmpty()) {
            return new Told(List.of(), List.of(receipt(fields, state)));
        }
        var from = fields.text("From").filter(text -> !text.isBlank());
        if (from.isEmpty() || fields.text("Body").isEmpty()) {
            throw new UnreadableException("a message has From and Body");
        }
        return new Told(
                List.of(
                        new ShortMessage(
                                from.get(),
                                words(fields),
                                fields.text("MessageSid").filter(id -> !id.isBlank()),
                                now,
                                fields.text("OptOutType").isPresent())),
                List.of());
    }

    /** Of pictures and films (MMS) Twilio tells where they lie: here that there are some. */
    private static String words(Fields fields) {
        var files =
                IntStream.range(0, MOST_MEDIA)
                        .mapToObj(i -> fields.text("MediaContentType" + i))
                        .flatMap(Optional::stream)
                        .map(type -> "\uD83D\uDCCE " + ProviderAnswer.shown(type));
        return Stream.concat(fields.text("Body").filter(text -> !text.isBlank()).stream(), files)
                .collect(Collectors.joining("\n"));
    }

    private static Receipt receipt(Fields fields, String state) {
        var code = fields.text("ErrorCode").filter(text -> !text.isBlank());
        var why =
                "it was not delivered"
                        + code.map(number ->
                                        " (Twilio's error " + ProviderAnswer.shown(number) + ")")
                                .orElse("");
        return new Receipt(
                seq(fields.text(OUR_SEQ)),
                fields.text("MessageSid").orElse(""),
                switch (state) {
                    case "delivered" -> MessageState.DELIVERED;
                    case "read" -> MessageState.READ;
                    case "failed", "undelivered", "canceled" -> MessageState.FAILED;
                    default -> MessageState.SENT;
                },
                why);
    }

    static OptionalLong seq(Optional<String> text) {
        return text.filter(digits -> digits.matches("[0-9]{1,18}"))
                .map(digits -> OptionalLong.of(Long.parseLong(digits)))
                .orElse(OptionalLong.empty());
    }

    @Override
    public Thanks thanks() {
        return new Thanks("text/xml", "<Response/>");
    }
}
