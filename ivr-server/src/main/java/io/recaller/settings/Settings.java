package io.recaller.settings;

import io.recaller.api.ApiKey;
import io.recaller.asterisk.ami.wire.AmiTrust;
import io.recaller.callback.CallbackRules;
import io.recaller.channel.AnswerTimes;
import io.recaller.channel.GatewayPlan;
import io.recaller.contact.retention.RetentionRules;
import io.recaller.continuation.CompanionRules;
import io.recaller.continuation.LinkPlace;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.conversation.moving.StoredCallCodes;
import io.recaller.customer.Arms;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.desk.Proxies;
import io.recaller.desk.card.DeskOptions;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.check.Installation;
import io.recaller.gateway.form.FormPlan;
import io.recaller.gateway.mail.Mailbox;
import io.recaller.gateway.meta.MetaPlan;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.viber.ViberBot;
import io.recaller.gateway.vk.VkCommunity;
import io.recaller.message.file.AttachmentRules;
import io.recaller.notice.CallingRules;
import io.recaller.notice.TellingRules;
import io.recaller.recommendation.RecommendationRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.step.QueueName;
import io.recaller.settings.queue.HoursPlan;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import io.recaller.transfer.OutsideNumbers;
import io.recaller.voicemail.VoicemailRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything an operator decides, checked as a whole before anything starts. The keys are in {@code
 * docs/configuration.md}.
 *
 * @param zone the business's time zone: hours, weekdays, spoken dates
 * @param region ISO 3166-1 code for numbers without a country code
 * @param folder for what the server keeps besides the database: prompts, spool
 * @param flows the folder with the flows
 * @param numbers number dialled → name of the flow; empty: nobody calls here, people write
 * @param pepper the file with the keys PINs are encrypted with
 * @param languages number dialled → what callers are spoken to in who prefer nothing else
 * @param experiments who hears which menu policy, and what is done about a bad one
 * @param wrongOffer what an offer costs a caller who does not want it
 * @param desk what agents see and may choose
 * @param hours when what is open, by the names that flows use
 * @param callback who is called back, and what they hear
 * @param voicemail how callers leave messages
 * @param retention for how long contacts, requests and facts are kept
 * @param outside to which numbers callers may be handed over
 * @param channels where people write to us
 * @param attachments which files people who write may send
 * @param goingOn how contacts go on where others stood
 * @param notices when and how often customers are told something unasked
 * @param recommendations whom nothing is recommended
 * @param noticeCalls who is told them by a call
 * @param companion pages beside calls; empty: there are none
 * @param worthwhile how many seconds a new menu order must save to replace the last one heard
 */
public record Settings(
        ZoneId zone,
        String region,
        Path folder,
        Path flows,
        Map<String, String> numbers,
        Path pepper,
        Map<String, Language> languages,
        Experiments experiments,
        Duration worthwhile,
        Duration wrongOffer,
        Storage storage,
        Agi agi,
        Ami ami,
        Web web,
        Speaking speaking,
        FieldCatalogue fields,
        Map<String, HttpLookUps.Source> lookUps,
        RoutingSettings routing,
        DeskOptions desk,
        Map<String, HoursPlan> hours,
        CallingBack callback,
        LeavingMessages voicemail,
        RetentionRules retention,
        OutsideNumbers outside,
        List<Writing> channels,
        AttachmentRules attachments,
        GoingOn goingOn,
        TellingRules notices,
        NoticeCalling noticeCalls,
        RecommendationRules recommendations,
        Optional<CompanionRules> companion) {
    public Settings {
        channels = List.copyOf(channels);
    }

    /** Whether anybody calls here; else neither Asterisk nor a synthesiser is needed. */
    public boolean hasTelephone() {
        return !numbers.isEmpty();
    }

    /** What people turn to → name of the flow: numbers dialled, and gateways. */
    public Map<String, String> entries() {
        var entries = new HashMap<>(numbers);
        channels.forEach(each -> entries.put(each.gateway().name(), each.flow()));
        return entries;
    }

    /** What people turn to → what they are answered in who prefer nothing else. */
    public Map<String, Language> entryLanguages() {
        var all = new HashMap<>(languages);
        channels.forEach(each ->
                each.language().ifPresent(language -> all.put(each.gateway().name(), language)));
        return all;
    }

    /** How this server signs what it holds, in rows that others read: unique while it runs. */
    public String serverName() {
        return hostName() + ":" + (hasTelephone() ? agi.port() : web.port());
    }

    /** What a flow may count on: for its check. */
    public Installation installation() {
        var tiers =
                fields.entries().stream()
                        .collect(
                                Collectors.toMap(
                                        FieldCatalogue.Entry::key, FieldCatalogue.Entry::tier));
        var queues =
                routing.rules().names().stream().map(QueueName::slug).collect(Collectors.toSet());
        return new Installation(
                tiers,
                lookUps.keySet(),
                lookUps.entrySet().stream()
                        .filter(each -> !each.getValue().results().isEmpty())
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        each -> each.getValue().results().keySet())),
                hours.keySet(),
                queues,
                routing.plans().givingBack(),
                doors(),
                recommendations.inFlows());
    }

    private Set<SwitchTarget> doors() {
        var doors = EnumSet.noneOf(SwitchTarget.class);
        doors.addAll(written().keySet());
        if (goingOn.codes().isPresent()) {
            doors.add(SwitchTarget.CALL);
        }
        if (callback.rules().queues().contains(QueueName.MAIN.slug())) {
            doors.add(SwitchTarget.CALL_BACK);
        }
        companion.ifPresent(_ -> doors.add(SwitchTarget.PAGE));
        return doors;
    }

    /**
     * The gateways by which whoever writes is asked what the flow asks, by what flows call them.
     */
    public Map<SwitchTarget, Set<String>> written() {
        var written = new EnumMap<SwitchTarget, Set<String>>(SwitchTarget.class);
        channels.stream()
                .filter(each -> each.gateway().answers() == GatewayPlan.Answers.MENU)
                .forEach(each ->
                        target(each.kind())
                                .ifPresent(to ->
                                        written.computeIfAbsent(to, _ -> new TreeSet<>())
                                                .add(each.gateway().name())));
        return written;
    }

    private static Optional<SwitchTarget> target(Kind kind) {
        return switch (kind) {
            case Kind.Web _ -> Optional.of(SwitchTarget.CHAT);
            case Kind.Telegram _ -> Optional.of(SwitchTarget.TELEGRAM);
            case Kind.Sms _ -> Optional.of(SwitchTarget.SMS);
            case Kind.Mail _ -> Optional.of(SwitchTarget.EMAIL);
            case Kind.Meta _, Kind.Vk _, Kind.Viber _, Kind.Form _ -> Optional.empty();
        };
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException _) {
            return "localhost";
        }
    }

    /**
     * Calling back who asked for it.
     *
     * @param greeting said first to whoever answers: who calls; by language
     */
    public record CallingBack(CallbackRules rules, Optional<Text> greeting) {}

    /**
     * Telling notices by calls.
     *
     * @param greeting said first to whoever answers: who calls; empty: nobody is called
     */
    public record NoticeCalling(CallingRules rules, Optional<Text> greeting) {
        static NoticeCalling never() {
            return new NoticeCalling(CallingRules.nobody(), Optional.empty());
        }
    }

    /**
     * Going on on another channel.
     *
     * @param offered how long what was left on one channel is offered on others; empty: never
     * @param codes where codes are keyed by which a call goes on; empty: there are none
     * @param links to where chats go on
     */
    public record GoingOn(
            Optional<Duration> offered,
            Optional<StoredCallCodes.Place> codes,
            List<LinkPlace> links) {
        public GoingOn {
            links = List.copyOf(links);
        }

        /** Whether callers may hear of it. */
        public boolean isSpoken() {
            return offered.isPresent() || codes.isPresent();
        }
    }

    /**
     * Messages of callers.
     *
     * @param greetings said before the tone, by queue; of the others: as usual
     */
    public record LeavingMessages(VoicemailRules rules, Map<QueueName, Text> greetings) {
        public LeavingMessages {
            greetings = Map.copyOf(greetings);
        }
    }

    /**
     * A door for people who write.
     *
     * @param flow its name
     * @param language what they are answered in who prefer nothing else
     */
    public record Writing(
            GatewayPlan gateway, String flow, Optional<Language> language, Kind kind) {
        /** The same of which agents are to answer that soon. */
        Writing within(AnswerTimes times) {
            return new Writing(gateway.within(times), flow, language, kind);
        }
    }

    /** What a door for people who write is. */
    public sealed interface Kind {
        /**
         * A chat on somebody's pages.
         *
         * @param origins of the pages that may have it, such as {@code https://shop.example};
         *     beside our own
         * @param visitorSecret by which the site signs who its visitors are; empty: it does not
         */
        record Web(Set<String> origins, Optional<Secret> visitorSecret) implements Kind {
            public Web {
                origins = Set.copyOf(origins);
            }
        }

        /**
         * A bot in Telegram.
         *
         * @param api where the Bot API is
         */
        record Telegram(Secret token, URI api) implements Kind {}

        /** WhatsApp, Messenger or Instagram. */
        record Meta(MetaPlan plan) implements Kind {}

        /** A community in VK. */
        record Vk(VkCommunity community) implements Kind {}

        /** A bot in Viber. */
        record Viber(ViberBot bot) implements Kind {}

        /** A form of a site. */
        record Form(FormPlan plan) implements Kind {}

        /** Short messages. */
        record Sms(SmsPlan plan) implements Kind {}

        /**
         * A mailbox.
         *
         * @param mostAutomatic mails that the flow sends to one address in 24 hours
         */
        record Mail(Mailbox mailbox, int mostAutomatic) implements Kind {}
    }

    /** Where the rows are. */
    public sealed interface Storage {
        /** Our own PostgreSQL, started when it is not running. */
        record Embedded(Path folder, int port) implements Storage {}

        /** A PostgreSQL the operator runs, version 16 or newer. */
        record Given(String url, String user, Secret password) implements Storage {}
    }

    /**
     * Who hears which menu policy, and what is done about a bad one.
     *
     * @param arms the control group and the policies, by share
     * @param fallBack whether a policy that is worse than the control group is switched off
     * @param leastCustomers with fewer, in an arm or in the control group, nothing is concluded
     */
    public record Experiments(Arms arms, boolean fallBack, int leastCustomers) {}

    /** Where calls come in. */
    public record Agi(String host, int port, Secret token, int maxCalls, List<String> peers) {}

    /**
     * The link to Asterisk's manager.
     *
     * @param tls whom it trusts when it goes over TLS; empty: it goes in the clear
     */
    public record Ami(String host, int port, String user, Secret secret, Optional<AmiTrust> tls) {}

    /**
     * The HTTP ports.
     *
     * @param keys who may use the API, by name
     * @param proxies in front of us, whose word on who is behind them counts
     */
    public record Web(
            String host,
            int port,
            String managementHost,
            int managementPort,
            Map<String, ApiKey> keys,
            boolean secureCookie,
            Proxies proxies) {}

    /**
     * How prompts are made.
     *
     * @param command the synthesiser; empty takes espeak-ng
     * @param recordings recorded files that override it
     */
    public record Speaking(
            Optional<List<String>> command,
            Map<Language, String> voices,
            int rate,
            Optional<Path> recordings) {}
}
