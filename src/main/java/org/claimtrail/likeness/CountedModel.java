package org.claimtrail.likeness;

import java.util.List;
import org.claimtrail.likeness.ModelCosts.Call;

/** Has a model's costs noted. */
record CountedModel(SentenceModel model, ModelCosts costs) implements SentenceModel {

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public int batch() {
        return model.batch();
    }

    @Override
    public boolean isSwift() {
        return model.isSwift();
    }

    @Override
    public long tokens() {
        return model.tokens();
    }

    @Override
    public List<Understood> understand(List<Text> texts) {
        Call call = costs.begin();
        try {
            List<Understood> understood = model.understand(texts);
            call.answered(texts.size());
            return understood;
        } finally {
            call.end(model.tokens());
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
