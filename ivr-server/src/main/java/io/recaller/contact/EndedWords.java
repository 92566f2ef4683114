package io.recaller.contact;

import io.recaller.contact.Ended.By;
import io.recaller.contact.Ended.Place;
import io.recaller.contact.Ended.Result;

/** An end in a sentence. */
public final class EndedWords {
    private EndedWords() {}

    static String of(Ended end) {
        return result(end.result()) + ": " + why(end) + place(end.place());
    }

    public static String result(Result result) {
        return switch (result) {
            case SELF_SERVED -> "served themselves";
            case SERVED -> "served by an agent";
            case ABANDONED -> "gave up waiting for an agent";
            case UNFINISHED -> "left before the flow ended";
            case RING_GROUP -> "given to the ring group";
            case TURNED_AWAY -> "told that nobody will come";
            case NOT_REACHED -> "called back in vain";
            case SUPERSEDED -> "the call-back was no longer wanted";
            case SWITCHED -> "went on on another channel";
        };
    }

    private static String why(Ended end) {
        return switch (end.why()) {
            case FLOW_FINISHED -> "the flow spoke to its end";
            case HUNG_UP -> (end.by() == By.AGENT ? "the agent" : "the customer") + " hung up";
            case LONGEST_CALL -> "the longest time a call may last was over";
            case CALLED_ANEW -> "somebody transferred the caller to us anew";
            case LINE_LOST -> "the line was gone and nothing tells who hung up";
            case NO_FLOW -> "the number dialled has no flow";
            case DATABASE_AWAY -> "the database did not answer in time";
            case FAULT -> "something broke in the server";
            case LONGEST_WAIT -> "the longest time to wait was over";
            case CLOSED -> "the queue's opening hours were over";
            case UNSTAFFED -> "nobody who could serve them was signed in";
            case PLACE_LOST -> "the contact had no place in the queue any more";
            case SERVERS_AWAY -> "no server answered the dialplan";
            case BUSY -> "the number was busy";
            case NO_ANSWER -> "nobody answered";
            case NOT_CONFIRMED -> "something answered and pressed no key";
            case OUT_OF_REACH -> "the network could not reach the number";
            case KEPT_TOO_LONG -> "the longest time for a call-back or a message was over";
            case CALLED_IN -> "the customer called in again";
            case SERVED_ELSEWHERE -> "an agent served the customer on another contact";
            case WENT_ON_ELSEWHERE -> "the customer went on where they stood";
        };
    }

    private static String place(Place place) {
        return switch (place) {
            case ARRIVAL -> ", at arrival";
            case MENU -> ", in the menu";
            case LAST_WORDS -> ", at the last words";
            case HAND_OFF -> ", on the way into the queue";
            case QUEUE -> ", in the queue";
            case RINGING -> ", while an agent's phone rang";
            case TALK -> ", in the talk";
            case CALL_BACK -> ", while a call-back was waited for";
        };
    }
}
