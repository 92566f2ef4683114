package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database in a file and back, between real databases. */
final class BackupTest {
    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");
    private static DatabaseSettings live = TestDatabase.freshSettings();

    /** Every kind of value: months far apart, line ends, tabs, quotes, a backslash, JSON, bytes. */
    private static final String ROWS =
            """
            insert into customer (id, created_at) select gen_random_uuid(), now() from generate_series(1, 300);
            insert into handle (id, kind, value, created_at)
                select gen_random_uuid(), 'tel', '+7701' || (1000000 + n), now() from generate_series(1, 300) n;
            insert into topic (id, created_at) values ('billing', now()), ('billing.tv', now());
            select ensure_contact_partitions('2019-03-01T00:00:00Z', '2019-03-01T00:00:00Z');
            insert into known_field (id, customer_id, key, value, source, given_at)
                select gen_random_uuid(), id, 'name', E'O''Brien\\t"x"\\n\\\\. \\\\N €', 'test', now() from customer;
            insert into learning_change (what) values ('erased'), ('replaced');
            """;

    @TempDir private Path folder = Path.of("");

    @BeforeAll
    static void fill() throws SQLException {
        live = TestDatabase.freshSettings();
        run(live, ROWS);
    }

    @Test
    void whatWasBackedUpWhileOthersWorkIsAllThereAgainAndGoesOnCounting() throws Exception {
        var file = folder.resolve("all.backup");
        var copy = TestDatabase.empty();

        try (var busy = TestConnections.open(live);
                var statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("update customer set created_at = created_at");
            var written = Backup.write(live, file, NOW, _ -> {});
            assertThat(written.rows()).isGreaterThan(900);
        }
        var restored = Restore.read(file, copy, _ -> {});

        assertThat(restored.at()).isEqualTo(NOW);
        assertThat(sums(copy)).isEqualTo(sums(live));
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(text(copy, "select to_regclass('contact_2019_03')::text"))
                .isEqualTo("contact_2019_03");
        run(copy, "insert into learning_change (what) values ('erased')");
        assertThat(text(copy, "select count(distinct id)::text from learning_change"))
                .isEqualTo("3");
        assertThatThrownBy(() ->
                        run(
                                copy,
                                "insert into known_field (id, customer_id, key, value, source,"
                                        + " given_at) values (gen_random_uuid(), gen_random_uuid(),"
                                        + " 'k', 'v', 's', now())"))
                .hasMessageContaining("foreign key");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        var file = folder.resolve("once.backup");
        Backup.write(live, file, NOW, _ -> {});
        var before = Files.readAllBytes(file);
        var used = TestDatabase.freshSettings();
        run(used, "insert into topic (id, created_at) values ('mine', now())");

        assertThatThrownBy(() -> Backup.write(live, file, NOW, _ -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is there already; name a file that is not");
        assertThatThrownBy(() -> Restore.read(file, used, _ -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("holds rows already (table topic)")
                .hasMessageContaining("never overwrites");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(text(used, "select string_agg(id, ',') from topic")).isEqualTo("mine");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        var nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> Backup.write(live, nowhere.resolve("a.backup"), NOW, _ -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageEndingWith(
                        "was not written: there is no folder " + nowhere + "; make it first");
    }

    @Test
    void aDatabaseInUseIsLeftAlone() throws Exception {
        var file = folder.resolve("use.backup");
        Backup.write(live, file, NOW, _ -> {});
        var used = TestDatabase.freshSettings();

        try (var _ = TestConnections.open(used)) {
            assertThatThrownBy(() -> Restore.read(file, used, _ -> {}))
                    .hasMessageContaining("is in use by PostgreSQL JDBC Driver (user ")
                    .hasMessageContaining("; stop every server first");
        }
    }

    @Test
    void aFileThatIsNotWholeIsRefusedAndLeavesNothing() throws Exception {
        var file = folder.resolve("half.backup");
        Backup.write(live, file, NOW, _ -> {});
        var bytes = Files.readAllBytes(file);
        var cut = Files.write(folder.resolve("cut.backup"), Arrays.copyOf(bytes, 4000));
        var copy = TestDatabase.empty();

        for (var wrong : new Path[] {cut, folder.resolve("nowhere")}) {
            assertThatThrownBy(() -> Restore.read(wrong, copy, _ -> {}))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining(wrong.toString());
        }

        Restore.read(file, copy, _ -> {});
        assertThat(sums(copy)).isEqualTo(sums(live));
    }

    /** What is unpacked is text that reads as well as before: only the sum tells. */
    @ParameterizedTest
    @ValueSource(strings = {"tables/handle.copy", "manifest.json"})
    void aFileWithOneChangedLetterIsRefused(String entry) throws Exception {
        var file = folder.resolve("stored.backup");
        Backup.write(live, file, NOW, _ -> {});
        var changed = folder.resolve("changed.backup");
        changeLetter(file, changed, entry);
        var copy = TestDatabase.empty();

        assertThatThrownBy(() -> Restore.read(changed, copy, _ -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(changed + " was not restored, nothing is in: " + entry)
                .hasMessageContaining("is damaged; fetch the file again");
    }

    /** The same file unpacked, with a 0 of this entry become a 1: every length stays. */
    private static void changeLetter(Path file, Path changed, String name) throws IOException {
        try (var zip = new ZipFile(file.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(changed))) {
            out.setMethod(ZipOutputStream.STORED);
            for (var entry : Collections.list(zip.entries())) {
                var bytes = zip.getInputStream(entry).readAllBytes();
                var stored = new ZipEntry(entry.getName());
                stored.setSize(bytes.length);
                stored.setCrc(entry.getCrc());
                out.putNextEntry(stored);
                out.write(bytes);
                out.closeEntry();
            }
        }
        var bytes = Files.readAllBytes(changed);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var at = text.indexOf('0', text.indexOf(name) + name.length());
        bytes[at] = '1';
        Files.write(changed, bytes);
    }

    @Test
    void aNewerBackupIsRefusedAndAnOlderOneBroughtToThisVersion() throws Exception {
        var old = TestDatabase.asOf("27");
        run(old, "insert into topic (id, created_at) values ('old', now())");
        var file = folder.resolve("old.backup");
        var copy = TestDatabase.empty();
        assertThat(Backup.write(old, file, NOW, _ -> {}).schema()).isEqualTo("27");
        run(old, "update flyway_schema_history set version = '999' where version = '27'");
        var newer = folder.resolve("newer.backup");
        Backup.write(old, newer, NOW, _ -> {});

        assertThatThrownBy(() -> Restore.read(newer, copy, _ -> {}))
                .hasMessageContaining("newer Recaller (schema 999)");
        Restore.read(file, copy, _ -> {});

        assertThat(text(copy, "select id from topic")).isEqualTo("old");
        assertThat(sums(copy).keySet()).isEqualTo(sums(live).keySet());
    }

    /** A command such as doctor brings an empty database to its schema before anybody restores. */
    @Test
    void anOlderBackupIsNotPouredIntoANewerSchemaPastWhatChangedInBetween() throws Exception {
        var old = TestDatabase.asOf("27");
        run(old, "insert into topic (id, created_at) values ('old', now())");
        var file = folder.resolve("older.backup");
        Backup.write(old, file, NOW, _ -> {});
        var looked = TestDatabase.freshSettings();

        assertThatThrownBy(() -> Restore.read(file, looked, _ -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("has a newer schema (%s)".formatted(Migration.NEWEST))
                .hasMessageContaining("than the backup (27)")
                .hasMessageContaining("or create another database");

        assertThat(text(looked, "select count(*)::text from topic")).isEqualTo("0");
    }

    @Test
    void aDatabaseWithoutRowsOfOursHasNothingToBackUp() {
        assertThatThrownBy(() ->
                        Backup.write(TestDatabase.empty(), folder.resolve("none"), NOW, _ -> {}))
                .hasMessageContaining("nothing to back up");
        assertThat(folder).isEmptyDirectory();
    }

    private static Map<String, String> sums(DatabaseSettings settings)
            throws SQLException, IOException {
        var sums = new TreeMap<String, String>();
        try (var database = BackupConnection.open(settings)) {
            for (var table : database.tables()) {
                var sum =
                        database.strings(
                                "select coalesce(md5(string_agg(t::text, '|' order by t::text)),"
                                        + " '') from "
                                        + table.name()
                                        + " t");
                sums.put(table.name(), sum.getFirst());
            }
        }
        return sums;
    }

    private static String text(DatabaseSettings settings, String query) throws SQLException {
        try (var database = BackupConnection.open(settings)) {
            return database.strings(query).getFirst();
        }
    }

    private static void run(DatabaseSettings settings, String statements) throws SQLException {
        try (var connection = TestConnections.open(settings);
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
