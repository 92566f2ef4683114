package io.recaller.recommendation;

import io.recaller.customer.CustomerId;
import java.util.List;

/**
 * A recommendation as it is given to us.
 *
 * @param customers whom it names, where it {@linkplain Recommendation#isNamed names} any
 */
public record NewRecommendation(Recommendation recommendation, List<CustomerId> customers) {
    public NewRecommendation {
        customers = List.copyOf(customers);
    }
}
