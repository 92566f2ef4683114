package io.recaller.cli.simulate;

import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.channel.outbound.Appearance;
import io.recaller.channel.outbound.Outbound;
import io.recaller.cli.option.UsageException;
import io.recaller.contact.Channel;
import io.recaller.gateway.mail.MailGateway;
import io.recaller.gateway.meta.MetaAppearance;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.gateway.sms.SmsGateway;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.telegram.TelegramGateway;
import io.recaller.gateway.viber.ViberGateway;
import io.recaller.gateway.vk.VkGateway;
import io.recaller.settings.Settings;
import io.recaller.settings.Settings.Kind;
import io.recaller.settings.Settings.Writing;
import io.recaller.speech.Language;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A door for people who write, as far as it can be seen.
 *
 * @param name what it is called
 * @param opens whether the flow begins before anything is written
 * @param looks how a message of ours looks there
 */
public record WrittenChannel(
        String name,
        Channel channel,
        Answers answers,
        boolean opens,
        Function<Outbound, Appearance> looks) {
    private static final int USUAL_SEGMENTS = 2;

    /** One of each kind, set up as usual; a mailbox that asks. */
    public static List<WrittenChannel> usual(Language language) {
        return List.of(
                new WrittenChannel("chat", Channel.CHAT, Answers.MENU, true, WrittenChannel::whole),
                new WrittenChannel(
                        "telegram",
                        Channel.MESSENGER,
                        Answers.MENU,
                        false,
                        TelegramGateway::appearance),
                new WrittenChannel(
                        "vk", Channel.MESSENGER, Answers.MENU, false, VkGateway::appearance),
                new WrittenChannel(
                        "viber", Channel.MESSENGER, Answers.MENU, false, ViberGateway::appearance),
                meta(Service.WHATSAPP, language),
                meta(Service.MESSENGER, language),
                meta(Service.INSTAGRAM, language),
                new WrittenChannel(
                        "sms", Channel.SMS, Answers.MENU, false, sms(USUAL_SEGMENTS, language)),
                new WrittenChannel(
                        "mail", Channel.EMAIL, Answers.MENU, false, MailGateway::appearance));
    }

    private static WrittenChannel meta(Service service, Language language) {
        return new WrittenChannel(
                service.word(),
                Channel.MESSENGER,
                Answers.MENU,
                false,
                message -> MetaAppearance.of(service, language, message));
    }

    /** Those of the settings that a flow answers. */
    public static List<WrittenChannel> of(Settings settings, String flow, Language language) {
        return settings.channels().stream()
                .filter(each -> each.flow().equals(flow))
                .map(each -> of(each, language))
                .toList();
    }

    private static WrittenChannel of(Writing writing, Language language) {
        var plan = writing.gateway();
        return new WrittenChannel(
                plan.name(),
                plan.channel(),
                plan.answers(),
                writing.kind() instanceof Kind.Web,
                looks(writing, language));
    }

    /** Where nothing is known of limits a message is whole. */
    private static Function<Outbound, Appearance> looks(Writing writing, Language language) {
        if (writing.kind() instanceof Kind.Sms(SmsPlan sms)) {
            return sms(sms.segments(), writing.language().orElse(language));
        }
        if (writing.kind() instanceof Kind.Meta(var meta)) {
            return message -> MetaAppearance.of(meta, message);
        }
        if (writing.kind() instanceof Kind.Telegram) {
            return TelegramGateway::appearance;
        }
        if (writing.kind() instanceof Kind.Vk) {
            return VkGateway::appearance;
        }
        if (writing.kind() instanceof Kind.Viber) {
            return ViberGateway::appearance;
        }
        return writing.kind() instanceof Kind.Mail
                ? MailGateway::appearance
                : WrittenChannel::whole;
    }

    private static Function<Outbound, Appearance> sms(int segments, Language language) {
        return message -> SmsGateway.appearance(message, segments, language);
    }

    /** A page of ours shows all of it. */
    private static Appearance whole(Outbound message) {
        return new Appearance(List.of(message.text()), message.buttons());
    }

    /**
     * By a name of the settings, or a kind.
     *
     * @throws UsageException naming those that there are
     */
    static WrittenChannel named(String name, Optional<Settings> settings, Language language) {
        var all =
                Stream.concat(
                                settings.stream()
                                        .flatMap(own -> own.channels().stream())
                                        .map(each -> of(each, language)),
                                usual(language).stream())
                        .toList();
        return all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "--channel "
                                        + name
                                        + ": write one of "
                                        + all.stream()
                                                .map(WrittenChannel::name)
                                                .distinct()
                                                .collect(Collectors.joining(", "))));
    }
}
