package io.recaller.doctor;

import io.recaller.GatewayDoors;
import io.recaller.Stores;
import io.recaller.channel.health.GatewayNow;
import io.recaller.channel.health.LiveGateways;
import io.recaller.continuation.LinkPlace;
import io.recaller.gateway.mail.MailProbe;
import io.recaller.gateway.meta.MetaProbe;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.http.HttpProbe;
import io.recaller.gateway.sms.smpp.SmppProbe;
import io.recaller.gateway.telegram.TelegramProbe;
import io.recaller.gateway.viber.ViberProbe;
import io.recaller.gateway.vk.VkProbe;
import io.recaller.message.Attachments;
import io.recaller.message.GatewayStates.Unsent;
import io.recaller.message.file.AttachmentRules;
import io.recaller.settings.Settings;
import io.recaller.settings.Settings.Kind;
import io.recaller.settings.Settings.Writing;
import io.recaller.text.SizeWords;
import io.recaller.text.SpanWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at where people write: what the servers say of it, and whether we are let in. */
final class ChannelFindings {
    private static final String PART = "channels";

    /** What works sends within seconds. */
    private static final Duration TOO_LONG = Duration.ofMinutes(5);

    private static final double NEARLY_FULL = 0.8;

    private final List<Writing> channels;
    private final List<LinkPlace> links;
    private final AttachmentRules files;
    private final @Nullable Stores stores;
    private final InstantSource clock;

    /**
     * @param stores null when the database is away: then nobody knows what the servers say
     */
    ChannelFindings(Settings settings, @Nullable Stores stores, InstantSource clock) {
        this.channels = settings.channels();
        this.links = settings.goingOn().links();
        this.files = settings.attachments();
        this.stores = stores;
        this.clock = clock;
    }

    List<Finding> look() {
        var live = live();
        var findings = new ArrayList<Finding>();
        for (var channel : channels) {
            var name = channel.gateway().name();
            var now = live.stream().filter(each -> each.name().equals(name)).findFirst();
            findings.add(finding(channel, now));
            gap(channel).ifPresent(findings::add);
            stray(channel).ifPresent(findings::add);
        }
        if (stores != null && !channels.isEmpty()) {
            findings.add(files(stores));
        }
        return findings;
    }

    /** They are in the database that calls are in as well. */
    private Finding files(Stores known) {
        var stored = known.database().inTransaction(new Attachments()::stored).all();
        var words = "files take " + SizeWords.of(stored) + " of " + SizeWords.of(files.inAll());
        return stored < files.inAll() * NEARLY_FULL
                ? Finding.ok(PART, words)
                : Finding.warn(
                        PART,
                        words
                                + "; no more are taken once it is full: set attachments.in-all"
                                + " higher if the database's disk has room, or retention.contacts"
                                + " lower");
    }

    private List<GatewayNow> live() {
        return stores == null
                ? List.of()
                : new LiveGateways(
                                stores.database(),
                                channels.stream().map(Writing::gateway).toList(),
                                clock)
                        .look();
    }

    private Finding finding(Writing channel, Optional<GatewayNow> now) {
        var problem =
                now.filter(GatewayNow::isDead)
                        .map(GatewayNow::why)
                        .or(() -> problem(channel.kind(), channel.gateway().name(), now));
        var words =
                title(channel)
                        + ": "
                        + problem.map(why -> "dead: " + why)
                                .orElseGet(
                                        () -> now.map(ChannelFindings::state).orElse("not known"))
                        + now.map(this::traffic).orElse("");
        if (problem.isPresent()) {
            return Finding.bad(PART, words);
        }
        return now.flatMap(GatewayNow::unsent).filter(this::isLate).isPresent()
                ? Finding.warn(PART, words)
                : Finding.ok(PART, words);
    }

    /**
     * Whose bot it is that links lead to, Telegram knows: another's would be given our visitors.
     */
    private Optional<Finding> stray(Writing channel) {
        var name = channel.gateway().name();
        var told = links.stream().filter(each -> each.gateway().equals(name)).findFirst();
        return told.isPresent() && channel.kind() instanceof Kind.Telegram telegram
                ? TelegramProbe.username(GatewayDoors.bot(name, telegram))
                        .filter(real -> !real.equalsIgnoreCase(told.get().address()))
                        .map(real ->
                                Finding.bad(
                                        PART,
                                        title(channel)
                                                + ": links lead to another bot; set going-on.links."
                                                + name
                                                + " to "
                                                + real))
                : Optional.empty();
    }

    private static String title(Writing channel) {
        return channel.gateway().name() + " (" + kind(channel.kind()) + ")";
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case Kind.Web _ -> "web";
            case Kind.Telegram _ -> "telegram";
            case Kind.Meta(var plan) -> plan.service().word();
            case Kind.Vk _ -> "vk";
            case Kind.Viber _ -> "viber";
            case Kind.Form _ -> "form";
            case Kind.Sms _ -> "sms";
            case Kind.Mail _ -> "mail";
        };
    }

    private static String state(GatewayNow now) {
        return switch (now.state()) {
            case AWAY -> "no server that runs has it";
            case IDLE -> "a server runs, nothing was sent by it since it started";
            case WORKS -> "works";
            case DEAD -> "dead: " + now.why();
        };
    }

    /**
     * Without sending anything; empty: we are let in, or that shows only when something is sent.
     */
    private static Optional<String> problem(Kind kind, String name, Optional<GatewayNow> now) {
        return switch (kind) {
            case Kind.Web _, Kind.Form _ -> Optional.empty();
            case Kind.Sms(var plan) -> problem(plan, now);
            case Kind.Vk(var community) -> VkProbe.problem(community);
            case Kind.Viber(var bot) -> ViberProbe.problem(bot);
            case Kind.Telegram telegram -> TelegramProbe.problem(GatewayDoors.bot(name, telegram));
            case Kind.Meta(var plan) -> MetaProbe.problem(plan);
            case Kind.Mail(var mailbox, _) -> MailProbe.problem(mailbox);
        };
    }

    private static Optional<String> problem(SmsPlan plan, Optional<GatewayNow> now) {
        var isFree = now.filter(each -> each.state() == GatewayNow.State.AWAY).isPresent();
        return plan.provider() == SmsPlan.Provider.SMPP
                ? SmppProbe.problem(plan, isFree)
                : HttpProbe.problem(plan);
    }

    private String traffic(GatewayNow now) {
        return now.passed().in().map(at -> "; last in " + ago(at)).orElse("; nothing came in yet")
                + now.passed().out().map(at -> "; last out " + ago(at)).orElse("")
                + now.unsent()
                        .map(unsent ->
                                "; "
                                        + unsent.messages()
                                        + " wait to be sent, the oldest for "
                                        + SpanWords.between(unsent.since(), clock.instant()))
                        .orElse("");
    }

    private String ago(Instant at) {
        return SpanWords.between(at, clock.instant()) + " ago";
    }

    private boolean isLate(Unsent unsent) {
        return unsent.since().isBefore(clock.instant().minus(TOO_LONG));
    }

    /** What works without it, but not well. */
    private static Optional<Finding> gap(Writing channel) {
        return channel.kind() instanceof Kind.Sms(var plan)
                        && plan.provider() != SmsPlan.Provider.SMPP
                        && plan.address().isEmpty()
                ? Optional.of(
                        Finding.warn(
                                PART,
                                title(channel)
                                        + ": nobody tells what became of messages; set channels."
                                        + plan.gateway()
                                        + ".address to where the provider reaches http.port"))
                : Optional.empty();
    }
}
