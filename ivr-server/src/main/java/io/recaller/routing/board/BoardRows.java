package io.recaller.routing.board;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.AGENT_SKILL;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.STATION;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.WaitingContactRecord;
import io.recaller.routing.assignment.SilentAgents;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.queue.QueueState;
import io.recaller.routing.queue.WishRow;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads the board: four queries, whatever waits. */
final class BoardRows {
    private final SilentAgents silentAgents = new SilentAgents();

    /** Whose turn it is and who is there, as the rows say at this moment. */
    Board read(Tx tx, RoutingRules rules, Instant now) {
        var agents = agents(tx, held(tx));
        var waiting = waiting(tx, new Outlooks(rules, agents, now));
        var queues = new TreeSet<String>();
        rules.names().forEach(each -> queues.add(each.slug()));
        waiting.forEach(each -> queues.add(each.queue()));
        return new Board(now, queues, waiting, agents);
    }

    private List<Waiter> waiting(Tx tx, Outlooks outlooks) {
        var silent = silentAgents.ofAllWaiting(tx);
        var places = new HashMap<String, Integer>();
        return tx.dsl()
                .select(WAITING_CONTACT.asterisk(), HANDLE.KIND, HANDLE.VALUE)
                .from(WAITING_CONTACT)
                .join(CONTACT_KEY)
                .on(CONTACT_KEY.CONTACT_ID.eq(WAITING_CONTACT.CONTACT_ID))
                .leftJoin(CONTACT)
                .on(
                        CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID),
                        CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT))
                .leftJoin(HANDLE)
                .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                .where(WAITING_CONTACT.LEFT_AT.isNull())
                .orderBy(WAITING_CONTACT.TURN_AT, WAITING_CONTACT.CONTACT_ID)
                .fetch(row -> {
                    var entry = row.into(WAITING_CONTACT);
                    var wish = wish(entry);
                    var asked = silent.getOrDefault(new EntryId(entry.getId()), Set.of());
                    return new Waiter(
                            new ContactId(entry.getContactId()),
                            number(row.get(HANDLE.KIND), row.get(HANDLE.VALUE)),
                            entry.getQueue(),
                            places.merge(entry.getQueue(), 1, Integer::sum),
                            channel(entry.getChannel()),
                            entry.getEnteredAt(),
                            entry.getPriority(),
                            QueueState.ofRow(entry.getState()) == QueueState.OFFERED,
                            address(entry) instanceof Address.Callback,
                            address(entry) instanceof Address.Voicemail,
                            wish.asked(),
                            outlooks.of(wish, entry.getEnteredAt(), asked));
                });
    }

    private static Address address(WaitingContactRecord row) {
        return AddressJson.read(row.getAddress().data());
    }

    /** Anybody, as routing has it, where somebody wrote a row by hand and wrong. */
    private static Wish wish(WaitingContactRecord row) {
        try {
            return WishRow.read(row);
        } catch (RuntimeException wrong) {
            return Wish.of(Requirement.none());
        }
    }

    /** Who is disabled is offered nothing, whatever the presence says until its lease is over. */
    private static Field<String> state() {
        return DSL.when(AGENT.DISABLED_AT.isNotNull(), "logged_out")
                .otherwise(AGENT_PRESENCE.STATE);
    }

    private static List<AgentNow> agents(Tx tx, Map<UUID, List<AgentNow.Held>> held) {
        var skills =
                multiset(
                        select(AGENT_SKILL.SKILL, AGENT_SKILL.PROFICIENCY)
                                .from(AGENT_SKILL)
                                .where(AGENT_SKILL.AGENT_ID.eq(AGENT.ID)));
        return tx.dsl()
                .select(
                        AGENT.ID,
                        AGENT.LOGIN,
                        AGENT.NAME,
                        state(),
                        AGENT_PRESENCE.REASON,
                        AGENT_PRESENCE.ENTERED_AT,
                        STATION.NAME,
                        skills)
                .from(AGENT)
                .join(AGENT_PRESENCE)
                .on(AGENT_PRESENCE.AGENT_ID.eq(AGENT.ID))
                .leftJoin(STATION)
                .on(STATION.ID.eq(AGENT_PRESENCE.STATION_ID))
                .where(AGENT.REMOVED_AT.isNull())
                .orderBy(AGENT_PRESENCE.STATE.eq("logged_out"), AGENT.LOGIN)
                .fetch(row ->
                        new AgentNow(
                                new AgentId(row.value1()),
                                row.value2(),
                                row.value3(),
                                row.value8().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        skill -> new Skill(skill.value1()),
                                                        skill -> new Proficiency(skill.value2()),
                                                        Proficiency::higher,
                                                        TreeMap::new)),
                                availability(row.value4(), row.value5()),
                                row.value6(),
                                Optional.ofNullable(row.value7()),
                                held.getOrDefault(row.value1(), List.of())));
    }

    private static Map<UUID, List<AgentNow.Held>> held(Tx tx) {
        var held = new HashMap<UUID, List<AgentNow.Held>>();
        tx.dsl()
                .select(
                        ASSIGNMENT.AGENT_ID,
                        ASSIGNMENT.CONTACT_ID,
                        HANDLE.KIND,
                        HANDLE.VALUE,
                        WAITING_CONTACT.QUEUE,
                        ASSIGNMENT.CHANNEL,
                        ASSIGNMENT.OFFERED_AT,
                        ASSIGNMENT.CONNECTED_AT,
                        ASSIGNMENT.WRAP_UP_AT)
                .from(ASSIGNMENT)
                .join(CONTACT_KEY)
                .on(CONTACT_KEY.CONTACT_ID.eq(ASSIGNMENT.CONTACT_ID))
                .leftJoin(CONTACT)
                .on(
                        CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID),
                        CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT))
                .leftJoin(HANDLE)
                .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                .leftJoin(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(ASSIGNMENT.STATE.ne("closed"))
                .orderBy(ASSIGNMENT.OFFERED_AT, ASSIGNMENT.ID)
                .forEach(row ->
                        held.computeIfAbsent(row.value1(), _ -> new ArrayList<>())
                                .add(
                                        new AgentNow.Held(
                                                new ContactId(row.value2()),
                                                number(row.value3(), row.value4()),
                                                Optional.ofNullable(row.value5()),
                                                channel(row.value6()),
                                                stage(row.value8(), row.value9()),
                                                since(row.value7(), row.value8(), row.value9()))));
        return held;
    }

    private static AgentNow.Stage stage(@Nullable Instant connected, @Nullable Instant wrapUp) {
        if (wrapUp != null) {
            return AgentNow.Stage.WRAP_UP;
        }
        return connected == null ? AgentNow.Stage.RINGING : AgentNow.Stage.TALKING;
    }

    private static Instant since(
            Instant offered, @Nullable Instant connected, @Nullable Instant wrapUp) {
        return Objects.requireNonNullElse(wrapUp, Objects.requireNonNullElse(connected, offered));
    }

    private static Availability availability(String state, @Nullable String reason) {
        return switch (state) {
            case "ready" -> new Availability.Ready();
            case "not_ready" ->
                    new Availability.NotReady(
                            new NotReadyReason(Objects.requireNonNullElse(reason, "break")));
            default -> new Availability.LoggedOut();
        };
    }

    /** Masked, without the kind; empty: withheld. */
    private static Optional<String> number(@Nullable String kind, @Nullable String value) {
        return kind == null || value == null
                ? Optional.empty()
                : Optional.of(masked(new Handle(kindOf(kind), value)));
    }

    private static String masked(Handle handle) {
        var text = handle.toString();
        return text.substring(text.indexOf(':') + 1);
    }

    private static HandleKind kindOf(String row) {
        return HandleKind.valueOf(row.toUpperCase(Locale.ROOT));
    }

    private static Channel channel(String row) {
        return Channel.valueOf(row.toUpperCase(Locale.ROOT));
    }
}
