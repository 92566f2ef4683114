package io.recaller;

import io.recaller.api.Health;
import io.recaller.channel.AnswersOfOthers;
import io.recaller.channel.ClosedQueues;
import io.recaller.channel.ClosingByOthers;
import io.recaller.channel.FileGauges;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.WrittenOverflow;
import io.recaller.channel.agent.AgentFiles;
import io.recaller.channel.agent.AgentMessages;
import io.recaller.channel.agent.AgentTyping;
import io.recaller.channel.agent.ForgottenTalks;
import io.recaller.channel.agent.ThreadFiles;
import io.recaller.channel.agent.WrittenOffers;
import io.recaller.channel.health.GatewayGauges;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.health.GatewayReport;
import io.recaller.channel.health.LiveGateways;
import io.recaller.channel.inbound.FileFetching;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Lanes;
import io.recaller.channel.outbound.Outbox;
import io.recaller.contact.ContactId;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.PinPages;
import io.recaller.customer.AuditTrail;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.gateway.hook.Hooks;
import io.recaller.message.GatewayHolders;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadTasks;
import io.recaller.notice.StillTold;
import io.recaller.routing.Talks;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what people who write are answered with. */
final class ChannelParts {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelParts.class);

    private final Foundation ground;
    private final Gateways gateways;
    private final GatewayHealth health = new GatewayHealth();
    private final GatewayTraffic traffic;
    private final GatewayReport report;
    private final ServerRun run;
    private final Lanes lanes;
    private final Inbox inbox;
    private final GatewayDoors doors;
    private final Outbox outbox;
    private final FileFetching fetching;

    /** Nothing is answered, sent or asked for before {@link #start}. */
    ChannelParts(
            Foundation ground,
            Conversations conversations,
            LeftOff left,
            LinkArrivals links,
            CalledInstead instead,
            PinPages pins) {
        this.ground = ground;
        var channels = ground.settings().channels();
        var plans = channels.stream().map(Settings.Writing::gateway).toList();
        var names = plans.stream().map(GatewayPlan::name).toList();
        run = ServerRun.of(ground.settings().serverName());
        traffic = new GatewayTraffic(ground.meters(), names, ground.clock());
        gateways = new Gateways(plans, traffic);
        report =
                new GatewayReport(
                        ground.stores().database(),
                        plans,
                        health,
                        traffic,
                        run.name(),
                        ground.clock());
        new GatewayGauges(live(ground), ground.clock()).tell(ground.meters(), names);
        if (!names.isEmpty()) {
            new FileGauges(ground.stores().database(), ground.clock())
                    .tell(ground.meters(), ground.settings().attachments());
        }
        lanes = lanes(conversations, left, links, instead, pins);
        inbox =
                new Inbox(
                        ground.stores().database(),
                        lanes::told,
                        traffic,
                        ground.room(),
                        ground.clock(),
                        links);
        doors = new GatewayDoors(ground, inbox, health, traffic, run.name());
        outbox = outbox();
        fetching =
                new FileFetching(
                        ground.stores().database(), doors.files(), ground.room(), ground.clock());
    }

    private Lanes lanes(
            Conversations conversations,
            LeftOff left,
            LinkArrivals links,
            CalledInstead instead,
            PinPages pins) {
        var stores = ground.stores();
        return new Lanes(
                stores.database(),
                conversations,
                stores.contacts(),
                gateways,
                new ClosedQueues(
                        ground.settings().routing().plans(), ground.hours(), ground.clock()),
                () -> new ContactId(stores.ids().get()),
                run.name(),
                ground.clock(),
                left,
                links,
                instead,
                pins);
    }

    /** Sends by every gateway that must be sent to. */
    private Outbox outbox() {
        return new Outbox(
                ground.stores().database(),
                doors.sending(),
                health,
                traffic,
                Optional.of(new StillTold(ground.stores().fields(), ground.settings().notices())),
                run.name(),
                ground.clock());
    }

    /** Takes in what comes by doors of others. */
    Inbox inbox() {
        return inbox;
    }

    /**
     * Answers, sends, and asks every gateway that must be asked, from now on.
     *
     * @return what is to be closed, the last first
     */
    List<AutoCloseable> start() {
        freeLeases();
        lanes.start();
        outbox.start();
        fetching.start();
        report.start();
        return Stream.concat(Stream.of(lanes, outbox, fetching, report), doors.ask().stream())
                .toList();
    }

    /**
     * The ports of this place are ours by now: whoever held something from here before was killed.
     * While the database is away leases run out by themselves.
     */
    private void freeLeases() {
        try {
            ground.stores()
                    .database()
                    .runInTransaction(tx -> {
                        new ThreadTasks().free(tx, run.prefix());
                        new GatewayHolders().free(tx, run.prefix());
                    });
        } catch (DatabaseUnavailableException away) {
            LOG.atDebug().setCause(away).log("leases of a killed server run out by themselves");
        }
    }

    /** Something is to be said in a thread. */
    void answer(ThreadId thread) {
        lanes.told(thread);
    }

    /** Something waits to be sent in a thread; empty: anywhere may. */
    void look(Optional<UUID> thread) {
        thread.map(ThreadId::new).ifPresent(outbox::told);
    }

    /** Where others call over HTTP. */
    List<Hooks> hooks() {
        return doors.hooks();
    }

    /** The gateways of the settings, as all servers of the database see them. */
    static LiveGateways live(Foundation ground) {
        return new LiveGateways(
                ground.stores().database(),
                ground.settings().channels().stream().map(Settings.Writing::gateway).toList(),
                ground.clock());
    }

    /** How this server's gateways do, by what the check of each is called. */
    Map<String, Supplier<Health>> health() {
        var checks = new HashMap<String, Supplier<Health>>();
        for (var channel : ground.settings().channels()) {
            var name = channel.gateway().name();
            checks.put(
                    "channel." + name,
                    () ->
                            health.whyDead(name)
                                    .map(Health::impaired)
                                    .orElseGet(() -> Health.up("works, as far as is known")));
        }
        return checks;
    }

    /** What other systems answer. */
    AnswersOfOthers answers() {
        return new AnswersOfOthers(
                ground.stores().database(),
                gateways,
                ground.stores().contacts(),
                new AuditTrail(ground.stores().ids()),
                ground.clock());
    }

    /** What other systems end. */
    ClosingByOthers closing() {
        return new ClosingByOthers(
                ground.stores().database(),
                ground.stores().contacts(),
                new AuditTrail(ground.stores().ids()),
                ground.clock());
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

    /** Files of those whom agents serve. */
    AgentFiles files(AgentMessages agents) {
        return new ThreadFiles(
                ground.stores().database(),
                agents,
                gateways,
                outbox::files,
                ground.room(),
                new AuditTrail(ground.stores().ids()),
                ground.clock());
    }

    /** Tells customers that their agents are writing. */
    AgentTyping typing(AgentMessages agents) {
        return new AgentTyping(ground.stores().database(), agents, outbox::typing, ground.clock());
    }

    /** Leads those who write on whom their queue no longer keeps; to be run again and again. */
    Runnable overflow() {
        return new WrittenOverflow(
                ground.stores().database(),
                gateways,
                ground.settings().routing().plans(),
                ground.hours(),
                ground.clock());
    }

    /** Takes conversations from agents who say nothing; to be run again and again. */
    Runnable forgottenTalks(PhoneEvents router) {
        return gateways.areNone()
                ? () -> {}
                : new ForgottenTalks(ground.stores().database(), gateways, router, ground.clock());
    }

    /** Where nobody writes, agents hear of calls only. */
    AgentPhones offers(AgentPhones phones) {
        return gateways.areNone() ? phones : new WrittenOffers(phones);
    }
}
