#include "groundglass/providers/adapters.hpp"
namespace groundglass::providers::openai_videos { std::unique_ptr<jobs::HttpAdapter> make() { return nullptr; } }
