package io.recaller;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicStore;
import io.recaller.contact.reported.Intake;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.HandleStore;
import io.recaller.customer.field.KnownFields;
import io.recaller.customer.handle.Handles;
import io.recaller.customer.identity.Links;
import io.recaller.customer.identity.StoredHandles;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.PostgresException;
import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import io.recaller.flow.PinLengths;
import io.recaller.notice.Notices;
import io.recaller.recommendation.Recommendations;
import io.recaller.register.Circumstances;
import io.recaller.register.ContactCorrections;
import io.recaller.register.Descriptions;
import io.recaller.register.Ingest;
import io.recaller.register.LinkChanges;
import io.recaller.register.Memory;
import io.recaller.register.PinChanges;
import io.recaller.register.TopicRegistry;
import io.recaller.settings.PepperFile;
import io.recaller.settings.Settings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The rows and the stores over them: what commands and the server have in common.
 *
 * @param ids makes UUIDv7
 * @param afterwards done once they are closed
 */
public record Stores(
        DatabaseSettings access,
        Database database,
        Supplier<UUID> ids,
        Handles handles,
        HandleStore handleRows,
        CustomerStore customers,
        Links links,
        KnownFields fields,
        Pins pins,
        TopicStore topics,
        ContactStore contacts,
        Runnable afterwards)
        implements AutoCloseable {
    private static final int PIN_COST = 10;

    /**
     * As {@link #open} where the database is there, or ours to start, and of this schema; else
     * none. Nothing of what is stored changes: this may be done before all else is known to be
     * well.
     */
    static Optional<Stores> openCurrent(Settings settings, Consumer<Ended> ends) {
        try {
            var access = access(settings.storage());
            return Database.openCurrent(access)
                    .map(there ->
                            over(there, access, settings, pepper(settings, there), ends, () -> {}));
        } catch (DatabaseUnavailableException | PostgresException _) {
            return Optional.empty();
        }
    }

    /** Starts the database where it is ours, migrates it and opens it. */
    public static Stores open(Settings settings) {
        return open(settings, _ -> {});
    }

    /**
     * As {@link #open(Settings)}.
     *
     * @param ends told of each end of a contact that is written through these stores
     */
    static Stores open(Settings settings, Consumer<Ended> ends) {
        var access = access(settings.storage());
        var database = Database.open(access);
        return over(database, access, settings, pepper(settings, database), ends, () -> {});
    }

    /**
     * For a command that only looks: what it finds it leaves as it was. Nothing is made or
     * migrated; PostgreSQL brought along that was stopped is stopped again.
     *
     * @throws io.recaller.db.UnreadyDatabaseException when there is nothing to read, or only after
     *     a migration
     */
    public static Stores toRead(Settings settings) {
        var lent = LentDatabase.toRead(settings);
        try {
            var database = Database.openToRead(lent.access());
            var pepper = PepperFile.look(settings.pepper(), database);
            return over(database, lent.access(), settings, pepper, _ -> {}, lent::close);
        } catch (RuntimeException failure) {
            lent.close();
            throw failure;
        }
    }

    private static Stores over(
            Database database,
            DatabaseSettings access,
            Settings settings,
            Pepper pepper,
            Consumer<Ended> ends,
            Runnable afterwards) {
        NoArgGenerator generator = Generators.timeBasedEpochRandomGenerator();
        Supplier<UUID> ids = generator::generate;
        var handleRows = new HandleStore(ids);
        var customers = new CustomerStore(ids, handleRows);
        var topics = new TopicStore();
        return new Stores(
                access,
                database,
                ids,
                new Handles(settings.region()),
                handleRows,
                customers,
                new Links(customers, handleRows),
                new KnownFields(ids, settings.fields()),
                new Pins(handleRows, pepper, PIN_COST),
                topics,
                new ContactStore(ids, handleRows, topics, ends),
                afterwards);
    }

    private static Pepper pepper(Settings settings, Database database) {
        try {
            return PepperFile.open(settings.pepper(), database);
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    /** The same over another database, which its lender closes. */
    Stores on(Database other) {
        return new Stores(
                access,
                other,
                ids,
                handles,
                handleRows,
                customers,
                links,
                fields,
                pins,
                topics,
                contacts,
                () -> {});
    }

    /** Reads the stored numbers and addresses again. */
    StoredHandles storedHandles() {
        return new StoredHandles(handles, ids);
    }

    /** What other systems and commands may ask. */
    public Memory memory(InstantSource clock) {
        return new Memory(database, clock, customers, fields, new AuditTrail(ids));
    }

    /** Takes in what other systems report. */
    public Ingest ingest(InstantSource clock) {
        var intake = new Intake(ids, links, fields, topics);
        return new Ingest(database, clock, intake);
    }

    /** What other systems say later of contacts. */
    public ContactCorrections corrections(InstantSource clock) {
        return new ContactCorrections(database, clock, topics, new AuditTrail(ids));
    }

    /** What other systems may tell that is true now. */
    public Circumstances circumstances(InstantSource clock) {
        return new Circumstances(database, clock, ids, customers, fields.catalogue(), topics);
    }

    /** What the business says of its customers. */
    public Descriptions descriptions(InstantSource clock) {
        return new Descriptions(database, clock, ids, customers);
    }

    /** What customers are told unasked, as other systems send it. */
    public Notices notices(InstantSource clock) {
        return new Notices(database, clock, ids, customers, topics, fields.catalogue());
    }

    /** What may be recommended to customers, as other systems give it. */
    public Recommendations recommendations(InstantSource clock) {
        return new Recommendations(database, clock, ids, customers, topics);
    }

    /** PINs as other systems set them. */
    public PinChanges pinChanges(InstantSource clock, PinLengths lengths) {
        return new PinChanges(
                database, clock, customers, pins, new AuditTrail(ids), lengths::doubt);
    }

    /** Whose handles are whose, as other systems know. */
    public LinkChanges linkChanges(InstantSource clock) {
        return new LinkChanges(database, clock, customers, links, new AuditTrail(ids));
    }

    /** The topics for who tends them. */
    public TopicRegistry registry(InstantSource clock) {
        return new TopicRegistry(database, clock, topics);
    }

    /** How to reach the database, which is started where it is ours. */
    static DatabaseSettings access(Settings.Storage storage) {
        return switch (storage) {
            case Settings.Storage.Embedded(var folder, var port) ->
                    PostgresServer.start(new PostgresSettings(folder, port)).database("recaller");
            case Settings.Storage.Given(var url, var user, var password) ->
                    DatabaseSettings.of(url, user, password.value());
        };
    }

    @Override
    public void close() {
        database.close();
        afterwards.run();
    }
}
