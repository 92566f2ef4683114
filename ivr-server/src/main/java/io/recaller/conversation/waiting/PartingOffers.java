package io.recaller.conversation.waiting;

/** Everything that callers may be offered when their queue no longer keeps them. */
public record PartingOffers(PartingOffer callBack, PartingOffer voicemail) {}
