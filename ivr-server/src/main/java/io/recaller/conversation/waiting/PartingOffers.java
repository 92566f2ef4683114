package io.recaller.conversation.waiting;

/** Everything that callers may be offered when their queue no longer keeps them. */
public record PartingOffers(PartingOffer callBack, PartingOffer voicemail) {
    /** Where there is nothing. */
    public static PartingOffers none() {
        return new PartingOffers(PartingOffer.none(), PartingOffer.none());
    }
}
