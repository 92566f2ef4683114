package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.voicemail.Utterance;

/** Words of calls that name what would be said. */
public final class Unspoken implements SpokenCalls {
    @Override
    public String greeting(ContactId contact) {
        return "this-is";
    }

    @Override
    public String message(ContactId contact, Utterance sound) {
        return "message-" + sound.length().toMillis();
    }

    @Override
    public String keys(ContactId contact, boolean callable) {
        return callable ? "call-or-repeat" : "repeat";
    }

    @Override
    public String missed(ContactId contact) {
        return "missed";
    }
}
