package io.recaller.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.EndReason;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends of contacts that the database did not take, one file each, readable by their owner only;
 * replayed by contact id when the database is back. Any thread.
 */
public final class FileSpool implements Spool {
    private static final Logger LOG = LoggerFactory.getLogger(FileSpool.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 10_000;

    private final Path folder;
    private final Database database;
    private final CustomerStore customers;
    private final ContactStore contacts;

    /** Keeps files in this folder, made when missing. */
    public FileSpool(
            Path folder, Database database, CustomerStore customers, ContactStore contacts) {
        this.folder = folder;
        this.database = database;
        this.customers = customers;
        this.contacts = contacts;
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void keep(DialogueStore.Finish finish) {
        var contact = finish.beginning().contact();
        try {
            if (waiting().size() >= MOST) {
                LOG.atError()
                        .addKeyValue("contactId", contact)
                        .log("spool is full: an end is lost");
                return;
            }
            var unfinished = Files.createTempFile(folder, "end", ".part");
            Files.writeString(unfinished, json(finish));
            Files.move(
                    unfinished,
                    folder.resolve(contact + ".json"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            LOG.atWarn().addKeyValue("contactId", contact).log("end kept in the spool");
        } catch (IOException e) {
            LOG.atError().addKeyValue("contactId", contact).setCause(e).log("end is lost");
        }
    }

    /**
     * Writes to the database what is kept. Stops at the first that fails: the rest would too.
     *
     * @return how many were written
     */
    public int replay() {
        var written = 0;
        for (var file : waiting()) {
            try {
                var end = JSON.readTree(Files.readString(file));
                database.runInTransaction(tx -> replay(tx, end));
                Files.deleteIfExists(file);
                written++;
            } catch (IOException | RuntimeException e) {
                LOG.atInfo().addKeyValue("error", e.toString()).log("spool waits");
                return written;
            }
        }
        return written;
    }

    /** How many ends are kept now. */
    public List<Path> waiting() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(DialogueStore.Finish finish) {
        var begun = finish.beginning();
        var json =
                JSON.createObjectNode()
                        .put("contact", begun.contact().toString())
                        .put("trust", begun.trust().name())
                        .put("startedAt", begun.startedAt().toString())
                        .put("asteriskSystem", begun.arrival().asteriskSystem())
                        .put("linkedId", begun.arrival().linkedId())
                        .put("reason", finish.reason().name())
                        .put("topicSource", finish.topicSource().name())
                        .put("at", finish.at().toString());
        begun.arrival().caller().ifPresent(caller -> json.put("caller", caller.value()));
        finish.topic().ifPresent(topic -> json.put("topic", topic.id()));
        return json.toString();
    }

    private void replay(Tx tx, JsonNode end) {
        var contact = new ContactId(UUID.fromString(end.get("contact").asText()));
        var startedAt = Instant.parse(end.get("startedAt").asText());
        var caller =
                Optional.ofNullable(end.get("caller"))
                        .map(value -> new Handle(HandleKind.TEL, value.asText()));
        var customer =
                caller.flatMap(handle -> customers.createWhenNew(tx, handle, startedAt).single());
        contacts.begin(
                tx,
                Contact.inbound(
                        contact,
                        Channel.PHONE,
                        caller,
                        customer,
                        TrustTier.valueOf(end.get("trust").asText()),
                        startedAt,
                        Optional.of(
                                new Contact.Call(
                                        end.get("asteriskSystem").asText(),
                                        end.get("linkedId").asText()))));
        contacts.finish(
                tx,
                contact,
                EndReason.valueOf(end.get("reason").asText()),
                Instant.parse(end.get("at").asText()),
                Optional.ofNullable(end.get("topic")).map(topic -> new Topic(topic.asText())),
                TopicSource.valueOf(end.get("topicSource").asText()));
    }
}
