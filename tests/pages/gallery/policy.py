"""The strict content security policy that the pages must live under."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def strict_policy(get_response):
    def answer(request):
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        return response

    return answer
