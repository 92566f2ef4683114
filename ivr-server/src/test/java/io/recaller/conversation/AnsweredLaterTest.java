package io.recaller.conversation;

import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Language;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers over one database, of which one has only the rows of what the other began. */
class AnsweredLaterTest {
    private static Archive archive;

    private final Office first = office();
    private final Office second = office();
    private final AtomicReference<Office> serving = new AtomicReference<>(first);

    @BeforeAll
    static void start() {
        archive = new Archive();
        archive.define("billing.tv");
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    @Test
    void aMenuIsAnsweredADayLaterAtAnotherServer() {
        var door = door().begins();
        serving.set(second);
        second.now = second.now.plus(Duration.ofDays(1));

        door.receives(new Reply.Picked("pay_tv"));

        assertThat(door.open().turn()).isInstanceOf(Turn.Ask.class);
        var heard =
                archive.db.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(MENU_IMPRESSION)
                                .where(MENU_IMPRESSION.CONTACT_ID.eq(door.contact().value()))
                                .fetchSingle());
        assertThat(heard.getSpokenAt()).isEqualTo(first.now);
        assertThat(heard.getHeardSeconds()).isEqualTo(86_400);
        assertThat(heard.getOutcome()).isEqualTo("chosen");
        assertThat(heard.getKey()).isEqualTo("6");
        assertThat(archive.row(door.contact()).getTopic()).isEqualTo("billing.tv");
        assertThat(archive.row(door.contact()).getChannel()).isEqualTo("chat");
    }

    @Test
    void whoHasLostTheDialogueIsTold() {
        var door = door().begins();
        var stale = door.open();
        serving.set(second);
        door.receives(new Reply.Text("cable television payments"));

        assertThatThrownBy(
                        () -> {
                            stale.reply(new Reply.Picked("internet"));
                            stale.settle();
                        })
                .isInstanceOf(SupersededException.class);
        assertThat(door.open().turn()).isInstanceOf(Turn.Ask.class);
    }

    private MessageDoor door() {
        return new MessageDoor(
                () -> serving.get().conversations(), Office.STRANGER, new Language("en"));
    }

    private static Office office() {
        var office = new Office();
        office.newContact = () -> archive.newContact();
        office.now = Archive.NOW;
        return office;
    }

    AnsweredLaterTest() {
        first.store = archive.dialogues;
        second.store = archive.dialogues;
    }
}
