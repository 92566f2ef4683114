package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.routing.WaitingContact;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a waiting caller hears who presses a key: their place in the queue. Without a key the visit
 * says nothing and the music goes on, as it does while the database is away. Any thread; blocking.
 */
public final class StillWaiting implements WaitVisit {
    private static final Text PLACE =
            new Text(
                    Map.of(
                            new Language("en"),
                            "{ahead, plural, =0 {You are next.} one {There is one caller before"
                                    + " you.} other {There are # callers before you.}} Please stay on"
                                    + " the line.",
                            new Language("ru"),
                            "{ahead, plural, =0 {Вы следующий.} one {Перед вами # человек.} few"
                                    + " {Перед вами # человека.} many {Перед вами # человек.} other"
                                    + " {Перед вами # человека.}} Оставайтесь на линии."));

    private final Database database;
    private final DatabaseDialogues dialogues;
    private final io.recaller.routing.Waiting queue = new io.recaller.routing.Waiting();

    public StillWaiting(Database database, DatabaseDialogues dialogues) {
        this.database = database;
        this.dialogues = dialogues;
    }

    @Override
    public Waiting visit(ContactId contact, String pressed) {
        if (pressed.isEmpty()) {
            return new Waiting.On(Speech.silence());
        }
        try {
            return new Waiting.On(place(contact));
        } catch (DatabaseUnavailableException _) {
            return new Waiting.On(Speech.silence());
        }
    }

    private Speech place(ContactId contact) {
        List<ContactId> order =
                database.inTransaction(queue::inQueue).stream()
                        .map(WaitingContact::contact)
                        .toList();
        return order.contains(contact)
                ? place(order.indexOf(contact), language(contact))
                : Speech.silence();
    }

    private Language language(ContactId contact) {
        return dialogues
                .load(contact)
                .map(saved -> saved.dialogue().language())
                .orElse(new Language("en"));
    }

    private static Speech place(int ahead, Language language) {
        Optional<String> words = PLACE.in(language, Map.of("ahead", ahead));
        return words.map(text -> Speech.of(new Prompt(language, text))).orElseGet(Speech::silence);
    }
}
