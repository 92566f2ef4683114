package io.recaller.routing.match;

import io.recaller.routing.step.CurrentStep;

/**
 * Where a contact stands: at which step, and among whose like.
 *
 * @param bucket whose contacts ask the same
 */
record InLine(WaitingContact contact, CurrentStep step, Bucket bucket) {}
