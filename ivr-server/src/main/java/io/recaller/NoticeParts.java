package io.recaller;

import io.recaller.asterisk.NoticeCallWords;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.channel.ApprovedText;
import io.recaller.channel.ReplyWindow;
import io.recaller.customer.ConsentChannel;
import io.recaller.notice.NoticeCaller;
import io.recaller.notice.NoticeCalls;
import io.recaller.notice.NoticeGateway;
import io.recaller.notice.NoticeRound;
import io.recaller.notice.NoticeTemplate;
import io.recaller.settings.Settings;
import io.recaller.settings.Settings.Kind;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What customers are told unasked with. */
final class NoticeParts {
    private NoticeParts() {}

    /** Who is called, and in what words. */
    static NoticeCaller caller(Foundation ground, Asterisk asterisk, Prompts prompts) {
        var greeting = ground.settings().noticeCalls().greeting();
        return greeting.flatMap(text ->
                        asterisk.link()
                                .map(link ->
                                        link.notices(
                                                prompts, language -> whoCalls(text, language))))
                .orElseGet(NoticeCaller::none);
    }

    /** In another language than ours it is better than nothing. */
    private static Speech whoCalls(Text text, Language language) {
        return text.in(language, Map.of())
                .map(words -> Speech.of(new Prompt(language, words)))
                .orElseGet(() ->
                        text.patterns().keySet().stream()
                                .min(Comparator.comparing(Language::tag))
                                .flatMap(other ->
                                        text.in(other, Map.of())
                                                .map(words -> Speech.of(new Prompt(other, words))))
                                .orElseGet(Speech::silence));
    }

    /** What comes of calls, as often as it is run, and when Asterisk tells. */
    static NoticeCalls calls(Foundation ground, Asterisk asterisk, NoticeCaller caller) {
        var calls =
                new NoticeCalls(
                        ground.stores().database(),
                        ground.settings().noticeCalls().rules(),
                        caller,
                        ground.meters(),
                        ground.clock());
        asterisk.link().ifPresent(link -> link.noticesEnd(calls::ended));
        return calls;
    }

    /** What is said in such calls, where there are any. */
    static List<Prompt> prompts(Settings settings, Collection<Language> languages) {
        return settings.noticeCalls().greeting().isEmpty()
                ? List.of()
                : Stream.concat(
                                NoticeCallWords.prompts(languages).stream(),
                                languages.stream()
                                        .flatMap(language ->
                                                whoCalls(
                                                        settings.noticeCalls()
                                                                .greeting()
                                                                .orElseThrow(),
                                                        language)
                                                        .prompts()
                                                        .stream()))
                        .distinct()
                        .toList();
    }

    /** Tells them, as often as it is run. */
    static NoticeRound round(Foundation ground, NoticeCaller caller) {
        var stores = ground.stores();
        return NoticeRound.of(
                stores.database(),
                stores.customers(),
                stores.fields(),
                stores.contacts(),
                gateways(ground.settings().channels()),
                ground.settings().notices(),
                caller,
                ground.settings().noticeCalls().rules(),
                stores.ids(),
                ground.meters(),
                ground.clock());
    }

    static List<NoticeGateway> gateways(List<Settings.Writing> channels) {
        return channels.stream().flatMap(each -> gateway(each).stream()).toList();
    }

    private static Optional<NoticeGateway> gateway(Settings.Writing channel) {
        return by(channel)
                .map(by -> {
                    var plan = channel.gateway();
                    return new NoticeGateway(
                            plan.name(),
                            by,
                            plan.channel(),
                            plan.pushes(),
                            plan.window().map(ReplyWindow::flow),
                            plan.window()
                                    .flatMap(ReplyWindow::plainTemplate)
                                    .map(ApprovedText::text),
                            plan.window().stream()
                                    .flatMap(each -> each.templates().stream())
                                    .map(NoticeParts::template)
                                    .toList(),
                            channel.language().map(Language::tag));
                });
    }

    private static NoticeTemplate template(ApprovedText text) {
        return new NoticeTemplate(
                text.id(),
                known ->
                        text.filling(known)
                                .map(values ->
                                        new NoticeTemplate.Filled(text.filled(values), values)));
    }

    /** Empty: nobody is there to be told anything. */
    private static Optional<ConsentChannel> by(Settings.Writing channel) {
        return switch (channel.kind()) {
            case Kind.Web _ -> Optional.of(ConsentChannel.WEB);
            case Kind.Sms _ -> Optional.of(ConsentChannel.SMS);
            case Kind.Mail _ -> Optional.of(ConsentChannel.EMAIL);
            case Kind.Telegram _ -> Optional.of(ConsentChannel.TELEGRAM);
            case Kind.Vk _ -> Optional.of(ConsentChannel.VK);
            case Kind.Viber _ -> Optional.of(ConsentChannel.VIBER);
            case Kind.Meta(var plan) ->
                    Optional.of(
                            switch (plan.service()) {
                                case WHATSAPP -> ConsentChannel.WHATSAPP;
                                case MESSENGER -> ConsentChannel.MESSENGER;
                                case INSTAGRAM -> ConsentChannel.INSTAGRAM;
                            });
            case Kind.Form _ -> Optional.empty();
        };
    }
}
