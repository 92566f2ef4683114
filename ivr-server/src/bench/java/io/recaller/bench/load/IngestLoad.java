package io.recaller.bench.load;

import io.recaller.Stores;
import io.recaller.api.Api;
import io.recaller.api.ApiKey;
import io.recaller.api.ApiKeys;
import io.recaller.api.ApiLimits;
import io.recaller.api.Contract;
import io.recaller.channel.AnswersOfOthers;
import io.recaller.channel.ClosingByOthers;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.WrittenContacts;
import io.recaller.channel.health.LiveGateways;
import io.recaller.contact.Topic;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.OwnPostgres;
import io.recaller.flow.PinLengths;
import io.recaller.routing.board.LiveBoard;
import io.recaller.routing.board.Priorities;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.settings.SettingsReader;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Contacts that another system reports, over HTTP in lists and one by one, beside {@code COPY} of
 * the same rows, with a durable PostgreSQL of its own in the same run; and how long a caller waits
 * meanwhile whose number is being reported. Loopback only.
 *
 * <p>Bounded by {@code -Dload.reports} (40,000 contacts).
 */
public final class IngestLoad {
    private static final int REPORTS = Integer.getInteger("load.reports", 40_000);
    private static final int LIST = 500;
    private static final int EACH = 4;
    private static final int CLIENTS = 32;
    private static final String KEY = "load";

    /** What a report writes, in the order of their references. */
    private static final List<String> TABLES =
            List.of(
                    "topic",
                    "handle",
                    "customer",
                    "contact_key",
                    "customer_handle",
                    "conversation",
                    "contact",
                    "known_field");

    private IngestLoad() {}

    /** Prints what it measures. */
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "ingest-");
        try (var postgres = OwnPostgres.make();
                var stores =
                        Stores.open(SettingsReader.read(settings(folder, postgres), Map.of()));
                var server = new Reported(stores, postgres.process())) {
            for (var i = 1; i <= 5; i++) {
                var topic = new Topic("load.t" + i);
                stores.database()
                        .runInTransaction(tx -> stores.topics().define(tx, topic, Map.of()));
            }
            server.lists("warm-up, lists of " + LIST, 0, REPORTS / 2, 1);
            server.singles("warm-up, one by one", REPORTS / 2, REPORTS / 2);
            server.empty();
            server.lists("lists of " + LIST + ", one client", 0, REPORTS / 2, 1);
            server.lists("lists of " + LIST + ", two clients", REPORTS / 2, REPORTS / 2, 2);
            server.singles("one by one, " + CLIENTS + " clients", REPORTS, REPORTS / 4);
            server.lonely("one by one, one client", REPORTS + REPORTS / 4, REPORTS / 20);
            server.copy();
        }
    }

    private static Path settings(Path folder, OwnPostgres postgres) throws IOException {
        var flows = Files.createDirectories(folder.resolve("flows"));
        Files.writeString(flows.resolve("load.yaml"), LoadedServer.FLOW);
        return Files.writeString(
                folder.resolve("recaller.yaml"),
                """
                time-zone: Asia/Almaty
                default-region: KZ
                folder: '%s'
                flows: flows
                numbers: {8000: load}
                database: {folder: '%s', port: %d}
                agi: {token: load}
                ami: {user: nobody, secret: nothing}
                fields:
                  account: {kind: digits}
                """
                        .formatted(folder.resolve("own"), postgres.folder(), postgres.port()));
    }

    /** The API over one database, in this process. */
    private static final class Reported implements AutoCloseable {
        private final Stores stores;
        private final long postgres;
        private final Vertx vertx = Vertx.vertx();
        private final Api api;
        private final int port;
        private final AtomicInteger went = new AtomicInteger();

        Reported(Stores stores, long postgres) {
            this.stores = stores;
            this.postgres = postgres;
            var clock = Clock.systemUTC();
            var usual = ApiLimits.defaults();
            api =
                    new Api(
                            new ApiKeys(Map.of("load", ApiKey.unlisted(hash()))),
                            new ApiLimits(
                                    usual.bodyBytes(),
                                    usual.bodyWithin(),
                                    usual.bodies(),
                                    usual.concurrent(),
                                    usual.waiting(),
                                    usual.patience(),
                                    1_000_000,
                                    1_000_000),
                            clock,
                            stores.handles(),
                            stores.memory(clock),
                            stores.ingest(clock),
                            stores.corrections(clock),
                            stores.circumstances(clock),
                            stores.descriptions(clock),
                            stores.pinChanges(clock, PinLengths.of(List.of())),
                            stores.linkChanges(clock),
                            stores.registry(clock),
                            (_, _, _) -> Optional.empty(),
                            (_, _) -> "{}",
                            new LiveBoard(stores.database(), clock, RoutingRules.usual()),
                            new LiveGateways(stores.database(), List.of(), clock),
                            new Priorities(stores.database(), clock, new AuditTrail(stores.ids())),
                            stores.notices(clock),
                            stores.recommendations(clock),
                            new WrittenContacts(
                                    stores.database(), new AuditTrail(stores.ids()), clock),
                            new AnswersOfOthers(
                                    stores.database(),
                                    new Gateways(List.of(), GatewayTraffic.uncounted()),
                                    stores.contacts(),
                                    new AuditTrail(stores.ids()),
                                    clock),
                            new ClosingByOthers(
                                    stores.database(),
                                    stores.contacts(),
                                    new AuditTrail(stores.ids()),
                                    clock));
            try {
                var root = Router.router(vertx);
                var contract = Contract.load(vertx).await(20, TimeUnit.SECONDS);
                root.route("/*").subRouter(api.router(vertx, contract));
                port =
                        vertx.createHttpServer()
                                .requestHandler(root)
                                .listen(0, "127.0.0.1")
                                .await(20, TimeUnit.SECONDS)
                                .actualPort();
            } catch (java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String hash() {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                return HexFormat.of()
                        .formatHex(digest.digest(KEY.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void lists(String what, int first, int count, int clients) throws IOException {
            var bodies =
                    IntStream.range(0, count / LIST)
                            .mapToObj(i -> body(first + i * LIST, LIST))
                            .toList();
            send(what, bodies, count, clients);
        }

        void singles(String what, int first, int count) throws IOException {
            send(what, alone(first, count), count, CLIENTS);
        }

        /** Nobody else reports at the same time. */
        void lonely(String what, int first, int count) throws IOException {
            send(what, alone(first, count), count, 1);
        }

        private static List<String> alone(int first, int count) {
            return IntStream.range(0, count).mapToObj(i -> body(first + i, 1)).toList();
        }

        private void send(String what, List<String> bodies, int contacts, int clients)
                throws IOException {
            var next = new AtomicInteger();
            var over = new AtomicBoolean();
            var answers = new Latencies();
            var cpu = Usage.of(ProcessHandle.current().pid(), 0);
            var postgresCpu = Cpu.ofFamily(postgres);
            var began = System.nanoTime();
            try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
                var caller = threads.submit(() -> waits(over));
                var sending =
                        IntStream.range(0, clients)
                                .mapToObj(_ -> threads.submit(client(bodies, next, answers)))
                                .toList();
                for (var each : sending) {
                    each.get();
                }
                var seconds = (System.nanoTime() - began) / 1e9;
                over.set(true);
                var used = Usage.of(ProcessHandle.current().pid(), 0).since(cpu);
                System.out.printf(
                        Locale.ROOT,
                        "%-28s %6.0f contacts/s   a caller whose number is reported waits %s%n "
                                + " an answer takes %s%n  processor time a contact: API and its"
                                + " clients %.0f us (compiling %.0f and collecting %.0f of it),"
                                + " PostgreSQL %.0f us%n",
                        what,
                        contacts / seconds,
                        caller.get(),
                        answers,
                        micros(used.server(), contacts),
                        micros(used.compiling(), contacts),
                        micros(used.collecting(), contacts),
                        micros(Cpu.ofFamily(postgres).minus(postgresCpu), contacts));
            } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        private static double micros(Duration time, int contacts) {
            return time.toNanos() / 1e3 / contacts;
        }

        private Callable<Boolean> client(
                List<String> bodies, AtomicInteger next, Latencies answers) {
            return () -> {
                try (var http = new PlainClient(port, KEY)) {
                    for (var i = next.getAndIncrement();
                            i < bodies.size();
                            i = next.getAndIncrement()) {
                        var began = System.nanoTime();
                        http.post("/api/v1/contacts", bodies.get(i));
                        answers.add(System.nanoTime() - began);
                        went.addAndGet(1);
                    }
                }
                return true;
            };
        }

        /** As a hand-off does, which needs the row of the caller's number. */
        private Latencies waits(AtomicBoolean over) throws InterruptedException {
            var waits = new Latencies();
            for (var i = 0; !over.get(); i++) {
                var handle = new Handle(HandleKind.TEL, number(i * 37));
                var began = System.nanoTime();
                stores.database()
                        .runInTransaction(
                                tx -> stores.customers().createWhenNew(tx, handle, Instant.now()));
                waits.add(System.nanoTime() - began);
                Thread.sleep(20);
            }
            return waits;
        }

        /** Measures start with no rows and with all that is compiled. */
        void empty() {
            stores.database()
                    .runInTransaction(tx ->
                            tx.dsl()
                                    .execute(
                                            "truncate handle, customer, contact_key, conversation"
                                                    + " cascade"));
        }

        /** The rows that were just made, once more. */
        void copy() {
            stores.database()
                    .runInTransaction(tx ->
                            tx.dsl()
                                    .connection(connection -> {
                                        try {
                                            copy(connection);
                                        } catch (IOException e) {
                                            throw new SQLException(e);
                                        }
                                    }));
        }

        private static void copy(Connection connection) throws SQLException, IOException {
            var copies = new CopyManager(connection.unwrap(BaseConnection.class));
            var rows = new LinkedHashMap<String, byte[]>();
            for (var table : TABLES) {
                var out = new ByteArrayOutputStream();
                copies.copyOut(
                        "copy (select * from " + table + ") to stdout with (format binary)", out);
                rows.put(table, out.toByteArray());
            }
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "truncate topic, handle, customer, contact_key, conversation cascade");
            }
            connection.commit();
            try (var statement = connection.createStatement()) {
                statement.execute("set statement_timeout = 0");
            }
            var counts = new ArrayList<String>();
            var contacts = 0L;
            var began = System.nanoTime();
            for (var table : rows.entrySet()) {
                var copied =
                        copies.copyIn(
                                "copy " + table.getKey() + " from stdin with (format binary)",
                                new ByteArrayInputStream(table.getValue()));
                counts.add(copied + " " + table.getKey());
                contacts = table.getKey().equals("contact") ? copied : contacts;
            }
            connection.commit();
            var seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %6.0f contacts/s   (%s)%n",
                    "COPY of the same rows",
                    contacts / seconds,
                    String.join(", ", counts));
        }

        @Override
        public void close() {
            vertx.close();
            api.close();
        }
    }

    private static String number(int i) {
        return "+7702" + (1_000_000 + i % (REPORTS / EACH));
    }

    private static String body(int first, int count) {
        var started = Instant.now().minusSeconds(86_400);
        return IntStream.range(first, first + count)
                .mapToObj(i ->
                        """
                        {"source": "crm", "externalId": "c-%d", "nature": "interaction",
                         "channel": "chat", "direction": "inbound", "handles": ["tel:%s"],
                         "topic": "load.t%d", "startedAt": "%s", "endedAt": "%s"%s}\
                        """
                                .formatted(
                                        i,
                                        number(i),
                                        1 + i % 5,
                                        started.plusSeconds(i % 3_600),
                                        started.plusSeconds(i % 3_600 + 60),
                                        i % 5 == 0
                                                ? ", \"fields\": {\"account\": \"" + i + "\"}"
                                                : ""))
                .collect(Collectors.joining(",", "{\"contacts\": [", "]}"));
    }
}
