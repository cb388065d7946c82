package org.claimtrail.likeness;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What computes the meaning of texts, where it is wanted and runs on this machine. Loaded when it is first asked for. */
@Component
class Meanings implements DisposableBean, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(Meanings.class);

    /** Makes the model. */
    interface Loader {
        SentenceModel load(LikenessSettings settings) throws Exception;
    }

    private final LikenessSettings settings;
    private final Loader loader;
    private final ModelCosts costs = new ModelCosts();
    private boolean loaded;
    private Optional<SentenceModel> model = Optional.empty();

    @Autowired
    Meanings(LikenessSettings settings) {
        this(settings, Meanings::make);
    }

    Meanings(LikenessSettings settings, Loader loader) {
        this.settings = settings;
        this.loader = loader;
    }

    /** What needs the optional libraries is named here alone, so that it is linked when it is loaded and not before. */
    private static SentenceModel make(LikenessSettings settings) throws Exception {
        Languages languages = new Languages(settings.languages());
        return switch (settings.model()) {
            case MINILM -> new OnnxModel(OnnxFiles.minilm(), languages, settings.filesDir());
            case ONNX -> new OnnxModel(OnnxFiles.of(settings.onnx()), languages, settings.filesDir());
            case ENDPOINT -> new EndpointModel(settings.endpoint(), languages);
            case NONE -> throw new IllegalArgumentException("There is none to make.");
        };
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        costs.bindTo(meters);
    }

    synchronized Optional<SentenceModel> model() {
        if (!loaded) {
            loaded = true;
            if (settings.model() != LikenessSettings.Model.NONE) {
                model = load();
            }
        }
        return model;
    }

    private Optional<SentenceModel> load() {
        try {
            return Optional.of(new CountedModel(loader.load(settings), costs));
        } catch (Exception | LinkageError e) {
            log.warn("Likeness is found by words alone, as the model cannot be loaded: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public synchronized void destroy() {
        loaded = true;
        model.ifPresent(SentenceModel::close);
        model = Optional.empty();
    }
}
