package io.recaller.notice;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.Outbox;
import io.recaller.contact.Channel;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.contact.fact.RequestStore.Request;
import io.recaller.conversation.Archive;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.People;
import io.recaller.customer.TrustTier;
import io.recaller.customer.UsedHandles;
import io.recaller.message.InboundMessages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.notice.Notices.Outcome;
import io.recaller.register.Circumstances;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A business that tells its customers things unasked, at noon in Almaty. */
final class NoticeWorld implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-05-11T07:00:00Z");

    final Archive archive = new Archive();
    static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    static final AuditTrail.Actor CRM = new AuditTrail.Actor(AuditTrail.Kind.API, "crm");
    int numbers;

    /** Noon in Almaty. */
    final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    final Consents consents = new Consents();
    final Threads threads = new Threads();
    final Notices notices =
            new Notices(
                    archive.db,
                    now::get,
                    archive.ids,
                    archive.customers,
                    new TopicStore(),
                    archive.fields.catalogue());
    final NoticeRound round = round(TellingRules.usual(ALMATY));

    NoticeRound round(TellingRules rules) {
        return RoundWithoutCalls.of(
                archive.db,
                archive.customers,
                archive.fields,
                archive.contacts,
                List.of(
                        gateway("sms", ConsentChannel.SMS, Channel.SMS, Optional.empty()),
                        gateway("site", ConsentChannel.WEB, Channel.CHAT, Optional.empty()),
                        gateway(
                                "bot",
                                ConsentChannel.TELEGRAM,
                                Channel.MESSENGER,
                                Optional.empty()),
                        gateway(
                                "wa",
                                ConsentChannel.WHATSAPP,
                                Channel.MESSENGER,
                                Optional.of("We have news for you."))),
                rules,
                archive.meters,
                now::get);
    }

    NoticeGateway gateway(
            String name, ConsentChannel by, Channel channel, Optional<String> template) {
        return new NoticeGateway(
                name,
                by,
                channel,
                true,
                template.map(_ -> Duration.ofHours(24)),
                template,
                Optional.of("ru"));
    }

    Outbox outbox(List<String> sent) {
        var sms =
                new Gateway() {
                    @Override
                    public String name() {
                        return "sms";
                    }

                    @Override
                    public String send(Outbound message) {
                        sent.add(message.text());
                        return "id-" + message.seq();
                    }
                };
        return new Outbox(
                archive.db,
                Map.of("sms", sms),
                new GatewayHealth(),
                GatewayTraffic.uncounted(),
                Optional.of(new StillTold(archive.fields, TellingRules.usual(ALMATY))),
                "server",
                now::get);
    }

    ThreadId threadOf(CustomerId customer) {
        return archive.db.inTransaction(
                tx -> new Threads().find(tx, "sms", numberOf(customer).value()).orElseThrow());
    }

    Instant tryAt(ThreadId thread) {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(MESSAGE.TRY_AT)
                        .from(MESSAGE)
                        .where(MESSAGE.THREAD_ID.eq(thread.value()))
                        .fetchSingle()
                        .value1());
    }

    StillTold.Verdict verdict(StillTold still, long message, Instant at) {
        return archive.db.inTransaction(tx -> still.of(tx, message, at));
    }

    List<String> sending(CustomerId customer) {
        var number = numberOf(customer).value();
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(MESSAGE.BODY)
                        .from(MESSAGE)
                        .join(THREAD)
                        .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                        .where(THREAD.PEER.eq(number), MESSAGE.STATE.eq("queued"))
                        .fetch(MESSAGE.BODY));
    }

    Circumstances circumstances() {
        return new Circumstances(
                archive.db,
                now::get,
                archive.ids,
                archive.customers,
                archive.fields.catalogue(),
                new TopicStore());
    }

    Request request(String status, TrustTier tier) {
        return new Request(
                "crm",
                "r-" + numbers,
                "repair",
                new Topic("outage.internet"),
                status,
                now.get(),
                Optional.empty(),
                tier,
                Map.of("ru", "Заявка: " + status));
    }

    CustomerId customer() {
        return customer("+7701%07d".formatted(++numbers));
    }

    CustomerId customer(String number) {
        return archive.db.inTransaction(tx ->
                archive.customers
                        .createWhenNew(tx, new Handle(HandleKind.TEL, number), now.get())
                        .single()
                        .orElseThrow());
    }

    Handle numberOf(CustomerId customer) {
        return archive.db.inTransaction(tx -> new UsedHandles().of(tx, customer)).stream()
                .filter(each -> each.kind() == HandleKind.TEL)
                .findFirst()
                .orElseThrow();
    }

    Handle own(CustomerId customer, HandleKind kind) {
        var handle = new Handle(kind, "id" + ++numbers);
        archive.db.runInTransaction(tx -> People.uses(tx, customer, handle));
        return handle;
    }

    void agree(CustomerId customer, ConsentChannel channel) {
        say(customer, channel, true);
    }

    void say(CustomerId customer, ConsentChannel channel, boolean agreed) {
        archive.db.runInTransaction(
                tx -> consents.say(tx, customer, channel, agreed, "a form", now.get()));
    }

    void merge(CustomerId who, CustomerId into) {
        archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER)
                        .set(CUSTOMER.MERGED_INTO, into.value())
                        .where(CUSTOMER.ID.eq(who.value()))
                        .execute());
    }

    ThreadId wroteBy(String gateway, Channel channel, Handle handle) {
        return archive.db.inTransaction(tx -> {
            var thread =
                    threads.heardFrom(
                            tx,
                            new Peer(
                                    gateway,
                                    handle.value(),
                                    channel,
                                    Optional.of(handle),
                                    TrustTier.CLAIMED,
                                    Optional.empty(),
                                    Optional.empty()),
                            now.get());
            var _ =
                    new InboundMessages()
                            .receive(
                                    tx,
                                    thread,
                                    new InboundMessages.Received(
                                            "hello",
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            now.get()),
                                    now.get());
            return thread;
        });
    }

    NoticeId post(CustomerId... customers) {
        return post(TrustTier.CLAIMED, new Audience.Named(List.of(customers)));
    }

    NoticeId post(TrustTier tier, Audience to) {
        return ((Outcome.Posted) notices.post(CRM, given(tier, to))).notice().id();
    }

    NewNotice given(TrustTier tier, Audience to) {
        return new NewNotice(
                archive.ids.get().toString(),
                new Topic("outage.internet"),
                tier,
                Map.of("ru", "Интернета нет", "kk", "Интернет жоқ"),
                to,
                now.get().plus(Duration.ofDays(10)));
    }

    Map<String, Integer> states(NoticeId notice) {
        return notices.read(notice).orElseThrow().customers();
    }

    /** By which gateway, and what. */
    List<String> told(CustomerId customer) {
        var handles = archive.db.inTransaction(tx -> new UsedHandles().of(tx, customer));
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(THREAD.GATEWAY, MESSAGE.BODY)
                        .from(MESSAGE)
                        .join(THREAD)
                        .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                        .where(
                                MESSAGE.IS_NOTICE.isTrue(),
                                THREAD.HANDLE_VALUE.in(
                                        handles.stream().map(Handle::value).toList()))
                        .orderBy(MESSAGE.SEQ)
                        .fetch(row -> row.value1() + " " + row.value2()));
    }

    @Override
    public void close() {
        archive.close();
    }
}
