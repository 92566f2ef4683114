package io.recaller.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recaller.channel.AnswerTimes;
import io.recaller.channel.GatewayPlan;
import io.recaller.contact.Channel;
import io.recaller.continuation.HandedFiles;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.gateway.viber.ViberBot;
import io.recaller.gateway.web.SiteOrigin;
import io.recaller.gateway.web.SiteTokens;
import io.recaller.settings.Settings.Kind;
import io.recaller.settings.Settings.Writing;
import io.recaller.settings.file.LanguageTag;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads where people write to us. */
final class ChannelReader {
    private static final String SECTION = "channels";

    private final SettingsFile file;
    private final ChannelValues values;

    ChannelReader(SettingsFile file) {
        this.file = file;
        this.values = new ChannelValues(file);
    }

    List<Writing> channels() {
        var names = file.sections(SECTION);
        names.stream().filter(HandedFiles.GATEWAY::equals).forEach(this::isOurs);
        return names.stream()
                .flatMap(name -> channel(name).stream())
                .map(channel -> channel.within(times(channel.gateway())))
                .toList();
    }

    private void isOurs(String name) {
        file.mistake(
                SECTION + "." + name,
                "is what pages beside calls are told by; give the channel another name");
    }

    private AnswerTimes times(GatewayPlan plan) {
        var key = SECTION + "." + plan.name();
        var usual = plan.within();
        return new AnswerTimes(
                file.duration(key + ".answer-within", usual.first(), Duration.ofSeconds(1)),
                file.duration(key + ".next-answer-within", usual.next(), Duration.ofSeconds(1)));
    }

    private Optional<Writing> channel(String name) {
        var key = SECTION + "." + name;
        var flow = file.required(key + ".flow", "telecom");
        var language = language(key + ".language");
        var word = file.requiredChoice(key + ".kind", Word.class);
        if (word.isEmpty()) {
            file.passOver(key);
            return Optional.empty();
        }
        return switch (word.get()) {
            case WEB ->
                    writing(
                            plan(key, name, Channel.CHAT, false),
                            flow,
                            language,
                            new Kind.Web(origins(key + ".origins"), visitorSecret(key)));
            case SMS ->
                    writing(
                            plan(key, name, Channel.SMS, true),
                            flow,
                            language,
                            new Kind.Sms(new SmsReader(file).plan(name, key, language)));
            case TELEGRAM ->
                    writing(
                            plan(key, name, Channel.MESSENGER, true),
                            flow,
                            language,
                            new Kind.Telegram(
                                    values.token(key + ".token"),
                                    values.api(key + ".url", "https://api.telegram.org")));
            case WHATSAPP -> meta(key, name, flow, language, Service.WHATSAPP);
            case MESSENGER -> meta(key, name, flow, language, Service.MESSENGER);
            case INSTAGRAM -> meta(key, name, flow, language, Service.INSTAGRAM);
            case VK ->
                    writing(
                            plan(key, name, Channel.MESSENGER, true),
                            flow,
                            language,
                            new Kind.Vk(new VkReader(file).community(name, key)));
            case VIBER ->
                    writing(
                            plan(key, name, Channel.MESSENGER, true)
                                    .map(plan -> plan.paidAfter(ViberBot.SESSION)),
                            flow,
                            language,
                            new Kind.Viber(new ViberReader(file).bot(name, key, language)));
            case FORM ->
                    new FormChannelReader(file, key)
                            .writing(name, flow, language, origins(key + ".origins"));
            case MAIL -> new MailReader(file, key).writing(name, flow, language);
        };
    }

    /** Whoever has it is any customer to us. */
    private Optional<Secret> visitorSecret(String section) {
        var key = section + ".visitor-secret";
        var secret = file.secret(key);
        if (secret.filter(each -> each.getBytes(UTF_8).length < SiteTokens.SHORTEST_SECRET)
                .isPresent()) {
            file.mistake(
                    key,
                    "must have "
                            + SiteTokens.SHORTEST_SECRET
                            + " characters at least; make one with: openssl rand -hex 32");
            return Optional.empty();
        }
        return secret.map(Secret::new);
    }

    /** Of a door; the lower case name is what settings say. */
    private enum Word {
        WEB,
        TELEGRAM,
        WHATSAPP,
        MESSENGER,
        INSTAGRAM,
        VK,
        VIBER,
        FORM,
        SMS,
        MAIL
    }

    private Optional<Writing> meta(
            String key, String name, String flow, Optional<Language> language, Service service) {
        var plan =
                new MetaReader(file, key, service)
                        .plan(
                                name,
                                values.api(key + ".url", MetaReader.usualApi(service)),
                                values.address(key + ".address", "https://ivr.example"),
                                language);
        var gateway =
                file.valid(
                        key,
                        () -> new GatewayPlan(name, Channel.MESSENGER, true).during(plan.window()));
        return writing(gateway, flow, language, new Kind.Meta(plan));
    }

    private Optional<Language> language(String key) {
        var tag = file.text(key, "");
        return tag.isEmpty() ? Optional.empty() : file.valid(key, () -> LanguageTag.read(key, tag));
    }

    private Optional<GatewayPlan> plan(String key, String name, Channel channel, boolean pushes) {
        return file.valid(key, () -> new GatewayPlan(name, channel, pushes));
    }

    private static Optional<Writing> writing(
            Optional<GatewayPlan> plan, String flow, Optional<Language> language, Kind kind) {
        return plan.map(gateway -> new Writing(gateway, flow, language, kind));
    }

    private Set<String> origins(String key) {
        var origins = new HashSet<String>();
        for (var origin : file.list(key)) {
            SiteOrigin.of(origin)
                    .map(SiteOrigin::value)
                    .ifPresentOrElse(
                            origins::add,
                            () ->
                                    file.mistake(
                                            key,
                                            "must list the beginnings of pages' addresses such as"
                                                    + " [https://shop.example], not "
                                                    + origin));
        }
        return origins;
    }
}
