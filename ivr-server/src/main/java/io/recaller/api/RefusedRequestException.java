package io.recaller.api;

/** A request is refused for a reason that has its answer already. */
final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedRequestException(Problem problem) {
        super(problem.slug());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
