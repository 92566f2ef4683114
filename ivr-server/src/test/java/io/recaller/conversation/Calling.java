package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.ContactId;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.voice.HangupException;
import io.recaller.customer.Handle;
import java.util.List;
import java.util.Optional;

/** A call for tests of other rooms: who is it, what was keyed, what was heard. */
public final class Calling {
    private final ScriptedLine line;
    private final Handle who;
    private final String dialled;

    private Calling(ScriptedLine line, Handle who, String dialled) {
        this.line = line;
        this.who = who;
        this.dialled = dialled;
    }

    /** Serves it to its end: when the keys are used up, the caller hangs up. */
    public static Calling in(
            Office office, Elsewhere elsewhere, Handle who, String dialled, String... keys) {
        return in(office, elsewhere, Optional.empty(), who, dialled, keys);
    }

    private static Calling in(
            Office office,
            Elsewhere elsewhere,
            Optional<ContactId> carried,
            Handle who,
            String dialled,
            String... keys) {
        var line = new ScriptedLine().willPress(keys);
        try {
            new Calls(office.conversations(), elsewhere)
                    .serve(line, Office.arrival(carried, Optional.of(who), dialled));
        } catch (HangupException _) {
            assertThat(line.left()).isEmpty();
        }
        return new Calling(line, who, dialled);
    }

    /** The same call, once more: whoever served it is no more. */
    public Calling comesBack(Office office, Elsewhere elsewhere) {
        return in(office, elsewhere, Optional.of(contact()), who, dialled);
    }

    public List<String> heard() {
        return line.heard();
    }

    public String left() {
        return line.left();
    }

    public ContactId contact() {
        return line.contact();
    }

    /** As it asks for another door where it stands. */
    public Switches.Asked asked(Archive archive) {
        var saved = archive.dialogues.load(contact()).orElseThrow();
        var arrival = Office.arrival(Optional.of(contact()), Optional.of(who), dialled);
        return new Switches.Asked(
                contact(),
                arrival,
                arrival.address(),
                saved.customer(),
                saved.trust(),
                saved.dialogue(),
                saved.version());
    }
}
