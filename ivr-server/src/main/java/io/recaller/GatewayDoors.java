package io.recaller;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.FileSource;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.Holding;
import io.recaller.gateway.form.FormGateway;
import io.recaller.gateway.hook.Hooks;
import io.recaller.gateway.mail.MailGateway;
import io.recaller.gateway.mail.MailTaking;
import io.recaller.gateway.mail.MailWatch;
import io.recaller.gateway.mail.Mailbox;
import io.recaller.gateway.meta.MetaFiles;
import io.recaller.gateway.telegram.TelegramBot;
import io.recaller.gateway.telegram.TelegramGateway;
import io.recaller.gateway.telegram.TelegramPoll;
import io.recaller.gateway.viber.ViberFiles;
import io.recaller.gateway.viber.ViberGateway;
import io.recaller.gateway.viber.ViberRegistration;
import io.recaller.gateway.vk.VkFiles;
import io.recaller.gateway.vk.VkGateway;
import io.recaller.gateway.vk.VkPoll;
import io.recaller.settings.Settings;
import io.recaller.settings.Settings.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes what messages come in by and go out by, as each kind of gateway wants it. */
public final class GatewayDoors {
    private final Foundation ground;
    private final Inbox inbox;
    private final GatewayHealth health;
    private final GatewayTraffic traffic;
    private final Holding holding;
    private final SmsChannels sms;
    private final MetaChannels meta;

    /**
     * @param run how this run of the server signs what it holds
     */
    GatewayDoors(
            Foundation ground,
            Inbox inbox,
            GatewayHealth health,
            GatewayTraffic traffic,
            String run) {
        this.ground = ground;
        this.inbox = inbox;
        this.health = health;
        this.traffic = traffic;
        this.holding = new Holding(ground.stores().database(), run, ground.clock());
        this.sms = SmsChannels.of(ground, inbox, holding, health, traffic);
        this.meta = new MetaChannels(ground, inbox, traffic);
    }

    private <T> List<T> each(Function<Settings.Writing, Optional<T>> made) {
        return ground.settings().channels().stream()
                .flatMap(channel -> made.apply(channel).stream())
                .toList();
    }

    /** Where files lie that people send. */
    List<FileSource> files() {
        return each(GatewayDoors::fileSource);
    }

    /** Where files lie that people send by it; empty: they come with their messages. */
    private static Optional<FileSource> fileSource(Settings.Writing channel) {
        return switch (channel.kind()) {
            case Kind.Meta(var plan) -> Optional.of(new MetaFiles(plan));
            case Kind.Vk(var community) -> Optional.of(new VkFiles(community));
            case Kind.Viber(var bot) -> Optional.of(new ViberFiles(bot));
            case Kind.Web _, Kind.Sms _, Kind.Telegram _, Kind.Form _, Kind.Mail _ ->
                    Optional.empty();
        };
    }

    /** What must be sent to, by its name. */
    Map<String, Gateway> sending() {
        return each(this::gateway).stream()
                .collect(Collectors.toMap(Gateway::name, Function.identity()));
    }

    private Optional<Gateway> gateway(Settings.Writing channel) {
        return switch (channel.kind()) {
            case Kind.Web _ -> Optional.empty();
            case Kind.Sms(var plan) -> Optional.of(sms.sending(plan));
            case Kind.Meta(var plan) -> Optional.of(meta.sending(plan));
            case Kind.Telegram telegram -> Optional.of(new TelegramGateway(bot(channel, telegram)));
            case Kind.Vk(var community) -> Optional.of(new VkGateway(community));
            case Kind.Viber(var bot) ->
                    Optional.of(new ViberGateway(bot, ground.stores().database(), ground.clock()));
            case Kind.Form(var plan) -> Optional.of(new FormGateway(plan.gateway()));
            case Kind.Mail(var mailbox, var most) ->
                    Optional.of(
                            new MailGateway(
                                    mailbox, most, ground.stores().database(), ground.clock()));
        };
    }

    /** Asks every gateway that must be asked, from now on; what is to be closed. */
    List<AutoCloseable> ask() {
        return each(this::asking);
    }

    private Optional<AutoCloseable> asking(Settings.Writing channel) {
        return switch (channel.kind()) {
            case Kind.Web _, Kind.Meta _, Kind.Form _ -> Optional.empty();
            case Kind.Viber(var bot) -> {
                var registration = new ViberRegistration(bot, health);
                registration.start();
                yield Optional.of(registration);
            }
            case Kind.Sms(var plan) -> sms.asking(plan);
            case Kind.Telegram telegram -> {
                var poll =
                        new TelegramPoll(
                                bot(channel, telegram), inbox, holding, health, ground.clock());
                poll.start();
                yield Optional.of(poll);
            }
            case Kind.Vk(var community) -> {
                var poll =
                        new VkPoll(
                                community,
                                ground.stores().database(),
                                inbox,
                                holding,
                                health,
                                ground.clock());
                poll.start();
                yield Optional.of(poll);
            }
            case Kind.Mail(var mailbox, _) -> {
                var watch = new MailWatch(mailbox, taking(mailbox), holding, health);
                watch.start();
                yield Optional.of(watch);
            }
        };
    }

    /** Where others call over HTTP. */
    List<Hooks> hooks() {
        return HookedDoors.of(ground, inbox, traffic, sms, meta);
    }

    private MailTaking taking(Mailbox mailbox) {
        return new MailTaking(
                mailbox,
                ground.stores().handles(),
                ground.stores().database(),
                inbox,
                traffic,
                ground.clock());
    }

    private static TelegramBot bot(Settings.Writing channel, Kind.Telegram telegram) {
        return bot(channel.gateway().name(), telegram);
    }

    public static TelegramBot bot(String gateway, Kind.Telegram telegram) {
        return new TelegramBot(gateway, telegram.token().value(), telegram.api());
    }
}
