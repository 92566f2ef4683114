package io.recaller.asterisk.ami.wire;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.routing.assignment.AssignmentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All channels of an Asterisk at one moment, with what they carry of ours. A channel's name, unique
 * id and linked id are those of its telephone, and change hands whenever Asterisk swaps one into
 * the place of another (a masquerade); the variables stay with the place in the dialplan. So a
 * contact is where its variable is, whatever the channel is called there.
 *
 * @param system its {@code systemname}; empty when it has none
 * @param channels those with somebody at them
 * @param leftBehind callers' channels whose telephone hung up and that are there all the same, for
 *     the moment that an end takes, or in a bridge that was told nothing
 */
public record LiveCalls(String system, List<LiveChannel> channels, List<LiveChannel> leftBehind) {
    public LiveCalls {
        channels = List.copyOf(channels);
        leftBehind = List.copyOf(leftBehind);
    }

    /** Of whatever Asterisk lists. */
    public static LiveCalls of(String system, List<LiveChannel> all) {
        var channels =
                all.stream()
                        .filter(channel -> !channel.isZombie() && !channel.isAsterisks())
                        .toList();
        return new LiveCalls(
                system,
                channels.stream().filter(channel -> !channel.isLeftBehind()).toList(),
                channels.stream().filter(LiveChannel::isLeftBehind).toList());
    }

    /** Whether a call on that Asterisk, or on the one without a name, would be among these. */
    public boolean areOf(Optional<String> asteriskSystem) {
        return asteriskSystem.orElse("").equals(system);
    }

    public Optional<LiveChannel> leg(AssignmentId offer) {
        return channels.stream().filter(channel -> channel.isLegOf(offer)).findAny();
    }

    /** The caller of a contact; in a talk a channel without the contact may have come instead. */
    public Optional<LiveChannel> caller(ContactId contact) {
        return channels.stream().filter(channel -> channel.isCallerOf(contact)).findAny();
    }

    /** Whether the contact's caller is there and has nobody in the ring group to talk to. */
    public boolean canBeOffered(ContactId contact) {
        return caller(contact).filter(caller -> !caller.place().equals("ringgroup")).isPresent();
    }

    /** Whose callers the dialplan has led to the ring group, and why, if it tells. */
    public Map<ContactId, Optional<Unserved>> inRingGroup() {
        var found = new HashMap<ContactId, Optional<Unserved>>();
        channels.stream()
                .filter(channel -> !channel.isAgentsLeg() && channel.place().equals("ringgroup"))
                .forEach(channel ->
                        channel.contact()
                                .ifPresent(contact -> found.put(contact, channel.cause())));
        return found;
    }

    /** The agent's leg that talks for a contact. */
    public Optional<LiveChannel> talk(ContactId contact) {
        return channels.stream()
                .filter(LiveChannel::isAgentsLeg)
                .filter(leg -> leg.contact().equals(Optional.of(contact)) && isInTalk(leg))
                .findAny();
    }

    /**
     * Two agents who consult each other talk with nobody else. In a conference of the office's own
     * nobody takes another's place unseen: whoever is beside the agent there may always have been.
     */
    private boolean isInTalk(LiveChannel leg) {
        return leg.bridge().isPresent()
                && !leg.isInConference()
                && channels.stream()
                        .anyMatch(
                                each -> each.bridge().equals(leg.bridge()) && !each.isAgentsLeg());
    }

    /** Whoever is in one bridge with that channel and carries nothing of ours. */
    public Optional<LiveChannel> newcomerTo(LiveChannel leg) {
        return channels.stream()
                .filter(channel -> channel.bridge().equals(leg.bridge()) && channel.isBare())
                .findAny();
    }

    /** A phone that a caller talks with and that is nobody's leg. */
    public Optional<LiveChannel> phoneWith(LiveChannel caller) {
        return caller.bridge().isEmpty() || caller.isAlone()
                ? Optional.empty()
                : newcomerTo(caller);
    }

    /** Where each contact is now: at its caller's channel, or where an agent talks for it. */
    public Map<ContactId, Address> contacts() {
        var found = new HashMap<ContactId, Address>();
        Stream.concat(
                        channels.stream().filter(channel -> !channel.isAgentsLeg()),
                        channels.stream().filter(LiveChannel::isAgentsLeg).filter(this::isInTalk))
                .forEach(channel ->
                        channel.contact()
                                .ifPresent(contact ->
                                        found.putIfAbsent(
                                                contact,
                                                new Address.Call(
                                                        system,
                                                        channel.linkedId(),
                                                        channel.name()))));
        return found;
    }

    /** Who came into a contact's talk with the ring group and carries nothing of ours. */
    public Optional<LiveChannel> newcomerInRingGroup(ContactId contact) {
        return channels.stream()
                .filter(channel -> channel.isRungFor(contact) && channel.bridge().isPresent())
                .filter(phone -> !phone.isInConference())
                .flatMap(phone -> newcomerTo(phone).stream())
                .findAny();
    }

    /**
     * One channel.
     *
     * @param uniqueId of an agent's leg we rang it is the offer's id, as long as no masquerade
     *     changed it
     * @param place where in the dialplan a caller is; may be empty
     * @param caller whom an agent's leg is to be bridged to; may be empty
     * @param cause what led a caller to the ring group, where the dialplan tells
     * @param rungFor the contact whose caller the ring group was to help: also of the caller's own
     * @param number of whoever is at it, as the network wrote it; empty when unknown or withheld
     * @param isOver whether the dialplan has told its end
     * @param isAlone whether Asterisk says that it talks with nobody, though it may be in a bridge:
     *     all who are parked are in one
     * @param isInConference whether it was taken into a conference, which is no place of ours
     */
    public record LiveChannel(
            String name,
            String uniqueId,
            String linkedId,
            Optional<String> bridge,
            Optional<ContactId> contact,
            Optional<AssignmentId> offer,
            String place,
            String caller,
            Optional<Unserved> cause,
            Optional<ContactId> rungFor,
            String number,
            boolean isOver,
            boolean isAlone,
            boolean isInConference) {
        private static final List<String> ASTERISKS =
                List.of("CBAnn/", "CBRec/", "Announcer/", "Recorder/", "Snoop/");

        /** A caller's whose end was told. */
        boolean isLeftBehind() {
            return isOver && !isAgentsLeg();
        }

        /** What is left of a channel whose place was taken, for a moment. */
        boolean isZombie() {
            return isZombie(name);
        }

        public static boolean isZombie(String name) {
            return name.endsWith("<ZOMBIE>") || name.startsWith("Surrogate/");
        }

        /**
         * Asterisk's own, by which it speaks and listens in bridges (app_confbridge.c,
         * chan_bridge_media.c, res_stasis_snoop.c): nobody is at it.
         */
        boolean isAsterisks() {
            return ASTERISKS.stream().anyMatch(name::startsWith);
        }

        /** The offer whose agent's leg this is. */
        public Optional<AssignmentId> leg() {
            return offer.or(() -> ChannelList.offer(uniqueId));
        }

        public boolean isAgentsLeg() {
            return leg().isPresent();
        }

        boolean isLegOf(AssignmentId wanted) {
            return leg().equals(Optional.of(wanted));
        }

        boolean isCallerOf(ContactId wanted) {
            return leg().isEmpty() && contact.equals(Optional.of(wanted));
        }

        /** A phone of the ring group. */
        boolean isRungFor(ContactId wanted) {
            return leg().isEmpty() && contact.isEmpty() && rungFor.equals(Optional.of(wanted));
        }

        boolean isBare() {
            return leg().isEmpty() && contact.isEmpty() && rungFor.isEmpty();
        }
    }
}
