package io.recaller.conversation;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.routing.step.QueueName;
import io.recaller.skill.Requirement;
import io.recaller.speech.Language;

/** Places in the main queue, of callers who speak English. */
public final class Places {
    private Places() {}

    public static Place of(Requirement asked, int priority, String channel) {
        return new Place(
                QueueName.MAIN,
                asked,
                new Language("en"),
                priority,
                Channel.PHONE,
                new Address.Call("pbx1", "", channel));
    }
}
