package io.recaller;

import io.recaller.channel.AgentMessages;
import io.recaller.channel.ClosedQueues;
import io.recaller.channel.Gateway;
import io.recaller.channel.GatewayHealth;
import io.recaller.channel.Gateways;
import io.recaller.channel.Holding;
import io.recaller.channel.Inbox;
import io.recaller.channel.Lanes;
import io.recaller.channel.Outbox;
import io.recaller.channel.WrittenOffers;
import io.recaller.contact.ContactId;
import io.recaller.conversation.Conversations;
import io.recaller.customer.Handles;
import io.recaller.gateway.mail.MailGateway;
import io.recaller.gateway.mail.MailTaking;
import io.recaller.gateway.mail.MailWatch;
import io.recaller.gateway.mail.Mailbox;
import io.recaller.gateway.sms.http.SmsCallbacks;
import io.recaller.gateway.telegram.TelegramBot;
import io.recaller.gateway.telegram.TelegramGateway;
import io.recaller.gateway.telegram.TelegramPoll;
import io.recaller.routing.AgentPhones;
import io.recaller.routing.PhoneEvents;
import io.recaller.routing.Talks;
import io.recaller.settings.Settings;
import io.recaller.settings.Settings.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes what people who write are answered with. */
record ChannelParts(Foundation ground, Gateways gateways, GatewayHealth health) {
    static ChannelParts of(Foundation ground) {
        var plans = ground.settings().channels().stream().map(Settings.Writing::gateway).toList();
        return new ChannelParts(ground, new Gateways(plans), new GatewayHealth());
    }

    Lanes lanes(Conversations conversations) {
        var stores = ground.stores();
        return new Lanes(
                stores.database(),
                conversations,
                stores.contacts(),
                gateways,
                new ClosedQueues(
                        ground.settings().routing().plans(), ground.hours(), ground.clock()),
                () -> new ContactId(stores.ids().get()),
                ground.settings().serverName(),
                ground.clock());
    }

    Inbox inbox(Lanes lanes) {
        return new Inbox(ground.stores().database(), lanes::told, ground.clock());
    }

    /** Sends by every gateway that must be sent to. */
    Outbox outbox(SmsChannels sms) {
        var sending =
                ground.settings().channels().stream()
                        .flatMap(each -> sending(each, sms).stream())
                        .collect(Collectors.toMap(Gateway::name, Function.identity()));
        return new Outbox(
                ground.stores().database(),
                sending,
                health,
                ground.settings().serverName(),
                ground.clock());
    }

    private Optional<Gateway> sending(Settings.Writing channel, SmsChannels sms) {
        return switch (channel.kind()) {
            case Kind.Web _ -> Optional.empty();
            case Kind.Sms(var plan) -> Optional.of(sms.sending(plan));
            case Kind.Telegram telegram -> Optional.of(new TelegramGateway(bot(channel, telegram)));
            case Kind.Mail(var mailbox, var most) ->
                    Optional.of(
                            new MailGateway(
                                    mailbox, most, ground.stores().database(), ground.clock()));
        };
    }

    /** Asks every gateway that must be asked, from now on. */
    List<AutoCloseable> asking(Inbox inbox, SmsChannels sms) {
        return ground.settings().channels().stream()
                .flatMap(each -> asking(each, inbox, sms).stream())
                .toList();
    }

    private Optional<AutoCloseable> asking(Settings.Writing channel, Inbox inbox, SmsChannels sms) {
        return switch (channel.kind()) {
            case Kind.Web _ -> Optional.empty();
            case Kind.Sms(var plan) -> sms.asking(plan);
            case Kind.Telegram telegram -> {
                var poll =
                        new TelegramPoll(
                                bot(channel, telegram), inbox, holding(), health, ground.clock());
                poll.start();
                yield Optional.of(poll);
            }
            case Kind.Mail(var mailbox, _) -> {
                var watch = new MailWatch(mailbox, taking(mailbox, inbox), holding(), health);
                watch.start();
                yield Optional.of(watch);
            }
        };
    }

    /** What short messages go out and come in by. */
    SmsChannels sms(Inbox inbox) {
        return SmsChannels.of(ground, inbox, holding(), health);
    }

    /** Where providers of short messages call back. */
    SmsCallbacks callbacks(Inbox inbox) {
        return SmsChannels.callbacks(ground, inbox);
    }

    private MailTaking taking(Mailbox mailbox, Inbox inbox) {
        return new MailTaking(
                mailbox,
                new Handles(ground.settings().region()),
                ground.stores().database(),
                inbox,
                ground.clock());
    }

    private Holding holding() {
        return new Holding(
                ground.stores().database(), ground.settings().serverName(), ground.clock());
    }

    private static TelegramBot bot(Settings.Writing channel, Kind.Telegram telegram) {
        return new TelegramBot(channel.gateway().name(), telegram.token().value(), telegram.api());
    }

    AgentMessages agents(PhoneEvents events) {
        return new AgentMessages(
                ground.stores().database(),
                gateways,
                new Talks(ground.settings().routing(), ground.settings().serverName()),
                events,
                ground.stores().contacts(),
                ground.clock());
    }

    /** Where nobody writes, agents hear of calls only. */
    AgentPhones offers(AgentPhones phones) {
        return gateways.areNone() ? phones : new WrittenOffers(phones);
    }
}
