package org.claimtrail.likeness;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What it costs to have the meaning of texts computed. */
class ModelCosts {

    private final LongAdder calls = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder texts = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicLong tokens = new AtomicLong();

    void bindTo(MeterRegistry meters) {
        FunctionTimer.builder(
                        "claimtrail.model", this, of -> of.calls.sum(), of -> of.nanos.sum(), TimeUnit.NANOSECONDS)
                .description("How often, and how long, the model of meanings was asked")
                .register(meters);
        counter(meters, "claimtrail.model.texts", texts, "Texts of which it computed the meaning");
        counter(meters, "claimtrail.model.failures", failures, "How often it did not answer");
        FunctionCounter.builder("claimtrail.model.tokens", tokens, AtomicLong::get)
                .description("Tokens that an endpoint says it was asked about")
                .register(meters);
    }

    private static void counter(MeterRegistry meters, String name, LongAdder of, String description) {
        FunctionCounter.builder(name, of, LongAdder::sum)
                .description(description)
                .register(meters);
    }

    Call begin() {
        return new Call();
    }

    /** One question, of one thread. */
    class Call {

        private final long begin = System.nanoTime();
        private boolean answered;

        void answered(int many) {
            answered = true;
            texts.add(many);
        }

        /** @param tokens all that the model was charged for by now */
        void end(long tokens) {
            calls.increment();
            nanos.add(System.nanoTime() - begin);
            if (!answered) {
                failures.increment();
            }
            ModelCosts.this.tokens.accumulateAndGet(tokens, Math::max);
        }
    }
}
