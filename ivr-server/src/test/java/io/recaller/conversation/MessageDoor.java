package io.recaller.conversation;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A door that is no telephone: what is to be said is sent, choices are buttons, and between two
 * messages of the customer nothing is kept but the contact's id.
 */
final class MessageDoor {
    private final Supplier<Conversations> servers;
    private final Handle handle;
    private final Language language;
    private final List<String> sent = new ArrayList<>();
    private Optional<ContactId> contact = Optional.empty();

    MessageDoor(Supplier<Conversations> servers, Handle handle, Language language) {
        this.servers = servers;
        this.handle = handle;
        this.language = language;
    }

    /** The customer's first message begins the contact, whatever it says. */
    MessageDoor begins() {
        var service = servers.get().arrive(arrival()).orElseThrow();
        contact = Optional.of(service.contact());
        render(service);
        return this;
    }

    /** The next message: any server takes it. */
    MessageDoor receives(Reply reply) {
        var service = open();
        var next = service.reply(reply);
        if (next instanceof Next.Render) {
            render(service);
        } else {
            service.left();
        }
        return this;
    }

    /** The contact at its last turn, as a server finds it that has never seen it. */
    SelfService open() {
        return servers.get()
                .goOn(arrival(), contact.orElseThrow())
                .flatMap(reentry -> reentry.within(Duration.ofSeconds(2)))
                .orElseThrow();
    }

    ContactId contact() {
        return contact.orElseThrow();
    }

    /** What was sent, a line each; buttons in brackets. */
    List<String> sent() {
        return List.copyOf(sent);
    }

    private Arrival arrival() {
        return new Arrival(
                Channel.CHAT,
                "8000",
                Optional.of(handle),
                TrustTier.CLAIMED,
                contact,
                new Address.Thread("site", "t-17"),
                Optional.of(language));
    }

    /** Sends until something is to be answered. */
    private void render(SelfService service) {
        while (true) {
            var turn = service.turn();
            send(turn);
            if (turn instanceof Turn.Choose
                    || turn instanceof Turn.Ask
                    || turn instanceof Turn.Verify) {
                service.settle();
                return;
            }
            if (!(service.reply(new Reply.Silence()) instanceof Next.Render)) {
                service.left();
                return;
            }
        }
    }

    private void send(Turn turn) {
        switch (turn) {
            case Turn.Say say -> send(say.speech());
            case Turn.Choose menu -> {
                send(menu.lead());
                menu.choices().forEach(choice -> sent.add(button(choice)));
            }
            case Turn.Ask ask -> {
                send(ask.speech());
                sent.add("{" + ask.wanted().words() + (ask.confirms() ? ", or yes}" : "}"));
            }
            case Turn.Verify verify -> send(verify.speech());
            case Turn.LookUp lookUp -> send(lookUp.meanwhile());
            case Turn.SwitchTo _, Turn.Recommend _ -> {}
            case Turn.HandOff handOff -> send(handOff.speech());
            case Turn.End end -> send(end.speech());
        }
    }

    private static String button(Choice choice) {
        return "[" + choice.id() + ": " + choice.label() + "]";
    }

    private void send(Speech speech) {
        if (!speech.isSilent()) {
            sent.add(String.join(" ", speech.prompts().stream().map(Prompt::words).toList()));
        }
    }
}
