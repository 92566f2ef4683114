package io.recaller.experiment;

/**
 * What one arm's customers did.
 *
 * @param customers who heard at least one menu in its order
 * @param calls in which they did
 * @param units what chance draws: customers, or fixed buckets of them where there are many
 */
record ArmSums(int customers, int calls, Clusters units) {}
