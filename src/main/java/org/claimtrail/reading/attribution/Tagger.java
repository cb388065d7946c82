package org.claimtrail.reading.attribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;

/** Tells the parts of speech of English words, by the tags of Universal Dependencies. */
final class Tagger {

    /** Only where somebody asks, as it takes a second to load. What is kept can be shared; who tags cannot. */
    private static final class Loaded {

        private static final POSModel MODEL = load();

        private static POSModel load() {
            try (InputStream model = Loaded.class.getResourceAsStream("/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin")) {
                if (model == null) {
                    throw new IllegalStateException("The model that tells parts of speech is missing.");
                }
                return new POSModel(model);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final POSTaggerME tagger = new POSTaggerME(Loaded.MODEL);

    String[] tag(String[] words) {
        return tagger.tag(words);
    }
}
